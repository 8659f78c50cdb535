/** Another library that observes the same orders. */
package org.gatepost.sample.mall.stock;
