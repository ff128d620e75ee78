package digital.memu.inference.example.wizard.page;

import java.text.NumberFormat;

/** Numbers of bytes for people. */
final class Sizes {

    private Sizes() {}

    static String of(Words words, long bytes) {
        NumberFormat format = NumberFormat.getNumberInstance(words.locale());
        double giga = bytes / 1e9;
        if (giga >= 1) {
            format.setMinimumFractionDigits(1);
            format.setMaximumFractionDigits(1);
            return format.format(giga) + " GB";
        }
        format.setMaximumFractionDigits(0);
        return format.format(Math.max(1, Math.round(bytes / 1e6))) + " MB";
    }
}
