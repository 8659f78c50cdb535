/** What {@code mvn -Prun} runs. */
package org.gatepost.sample.run;
