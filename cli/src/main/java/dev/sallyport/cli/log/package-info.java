/**
 * Access logs: found in files, unpacked, cut into lines and read for who asked, from where and
 * when.
 */
@NullMarked
package dev.sallyport.cli.log;

import org.jspecify.annotations.NullMarked;
