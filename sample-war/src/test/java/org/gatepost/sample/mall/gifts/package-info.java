/** A library that observes orders. */
package org.gatepost.sample.mall.gifts;
