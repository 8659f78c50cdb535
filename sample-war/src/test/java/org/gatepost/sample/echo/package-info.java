/** An application that tells what it sees of each request, with and without the filter. */
package org.gatepost.sample.echo;
