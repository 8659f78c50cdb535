/** JSON Web Tokens beside a request. */
@NullMarked
package org.gatepost.signature.internal.method.jwt;

import org.jspecify.annotations.NullMarked;
