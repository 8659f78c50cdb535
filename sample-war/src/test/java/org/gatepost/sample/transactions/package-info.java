/** Transactions on a real server: what observers say of them, and what they do to them. */
package org.gatepost.sample.transactions;
