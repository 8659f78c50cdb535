/** An application that has the filter alone, and a servlet of its own behind it. */
package org.gatepost.sample.filteronly;
