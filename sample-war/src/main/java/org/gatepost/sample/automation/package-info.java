/** What the sample does with the events of an automation, after the platform's tutorial. */
@NullMarked
package org.gatepost.sample.automation;

import org.jspecify.annotations.NullMarked;
