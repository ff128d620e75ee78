/** The one seam for clock, ticker, scheduler and background threads; everything that waits goes through it. */
@NullMarked
package digital.memu.inference.internal.time;

import org.jspecify.annotations.NullMarked;
