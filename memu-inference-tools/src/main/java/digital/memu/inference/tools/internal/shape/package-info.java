/**
 * What JSON must look like for a Java type, found by reflection once: one tree that gives the schema, checks a value, and
 * builds the object, so that the three cannot disagree. Knows no JSON library.
 */
@NullMarked
package digital.memu.inference.tools.internal.shape;

import org.jspecify.annotations.NullMarked;
