@NullMarked
package dev.sallyport.evidence.recommend;

import org.jspecify.annotations.NullMarked;
