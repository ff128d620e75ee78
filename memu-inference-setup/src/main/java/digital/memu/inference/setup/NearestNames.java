package digital.memu.inference.setup;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. */
final class NearestNames {

    private static final int MOST = 3;

    /** Names come from a server: so many, and so long ones, are compared at most. */
    private static final int COMPARED = 500;

    private static final int LONGEST = 100;

    private NearestNames() {}

    /** Three of the names at most, the nearest first. */
    static List<String> of(String wanted, List<String> names) {
        String plain = plain(wanted);
        return names.stream()
                .limit(COMPARED)
                .sorted(Comparator.comparingInt(name -> distance(plain, plain(name))))
                .limit(MOST)
                .toList();
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String own = lower.substring(lower.lastIndexOf('/') + 1);
        return own.length() > LONGEST ? own.substring(0, LONGEST) : own;
    }

    /** Few letters to change are near; the same model with another tag is nearer. */
    private static int distance(String one, String other) {
        boolean sameModel = model(one).equals(model(other));
        return sameModel ? changes(one, other) : 2 * LONGEST + changes(model(one), model(other));
    }

    private static String model(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
