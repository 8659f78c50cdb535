/**
 * A small application that receives webhooks: a package for each sender whose events it knows, and
 * one for what is remembered of them.
 */
@NullMarked
package org.gatepost.sample;

import org.jspecify.annotations.NullMarked;
