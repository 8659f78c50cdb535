/** An application whose observers stand in libraries, with a JSON-B of its own. */
package org.gatepost.sample.mall;
