/** What is added to the sample to be killed. */
package org.gatepost.sample.crash.application;
