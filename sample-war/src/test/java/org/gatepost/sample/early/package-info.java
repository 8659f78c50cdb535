/** Enterprise beans that must not observe as they do. */
package org.gatepost.sample.early;
