/** Verifying exports of the audit log without a server. */
@NullMarked
package dev.sallyport.cli.audit;

import org.jspecify.annotations.NullMarked;
