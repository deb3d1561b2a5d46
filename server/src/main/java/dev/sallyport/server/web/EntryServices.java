package dev.sallyport.server.web;

import dev.sallyport.control.edit.EditDraft;
import dev.sallyport.control.expiry.FindExpiring;
import dev.sallyport.control.finding.ReviewEntries;
import dev.sallyport.control.search.SearchEntries;

/**
 * What the doors about single entries open to.
 *
 * @param edit changes drafts by entry
 * @param review says what is odd about entries
 * @param search finds the entries that contain an address
 * @param expiring lists what expires soon
 */
public record EntryServices(
        EditDraft edit, ReviewEntries review, SearchEntries search, FindExpiring expiring) {}
