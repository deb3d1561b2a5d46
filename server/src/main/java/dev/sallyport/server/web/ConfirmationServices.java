package dev.sallyport.server.web;

import dev.sallyport.control.history.History;
import dev.sallyport.server.confirm.Confirmations;

/**
 * What the doors to provisional and to older revisions open to.
 *
 * @param confirmations the revisions that wait for a confirmation
 * @param history the revisions there were
 */
public record ConfirmationServices(Confirmations confirmations, History history) {}
