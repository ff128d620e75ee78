package digital.memu.inference.internal.routing;

final class Seam {
    private boolean any;
    private final String l;

    Seam(String l) {
        this.l = l;
    }

    static boolean possible(String l) {
        return l.stripTrailing().length() >= 16;
    }

    String prefix() {
        return l.stripTrailing();
    }

    String take(String t) {
        any |= !t.isEmpty();
        return t;
    }

    boolean refused() {
        return false;
    }

    String end() {
        return "";
    }

    boolean empty() {
        return !any;
    }
}
