/**
 * Counting decisions where they are made: one {@link dev.sallyport.evidence.recording.Recorder} for
 * each event loop, drained by swap (ADR 18).
 */
@NullMarked
package dev.sallyport.evidence.recording;

import org.jspecify.annotations.NullMarked;
