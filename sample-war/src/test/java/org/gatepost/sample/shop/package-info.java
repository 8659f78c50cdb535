/** A small application of beans of several kinds, deployed more than once. */
package org.gatepost.sample.shop;
