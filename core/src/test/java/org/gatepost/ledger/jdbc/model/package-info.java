/** A model of how copies of a delivery share a ledger's tables, and its exploration. */
package org.gatepost.ledger.jdbc.model;
