/** What each WAR of an EAR has, under the same names. */
package org.gatepost.servers.application.ear;
