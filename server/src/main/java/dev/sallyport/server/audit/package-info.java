/** The audit log as a running server looks after it: its key, its head, its export. */
@NullMarked
package dev.sallyport.server.audit;

import org.jspecify.annotations.NullMarked;
