/** An application whose observers say something of transactions. */
package org.gatepost.sample.transactions.application;
