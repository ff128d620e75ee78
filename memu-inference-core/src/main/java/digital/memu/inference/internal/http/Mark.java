package digital.memu.inference.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A member of an object by which the last line is known.
 *
 * @param name with its quotes
 * @param value as it is written; empty for any that says something
 */
record Mark(String name, String value) {

    private static final Pattern MEMBER = Pattern.compile("(\"[^\"\\\\]+\")(?::(\"[^\"\\\\]*\"|[a-z0-9.+-]+))?");

    static List<Mark> parse(String... marks) {
        List<Mark> parsed = new ArrayList<>();
        for (String mark : marks) {
            Matcher member = MEMBER.matcher(mark);
            if (!member.matches()) {
                throw new IllegalArgumentException("not a member of an object: " + mark);
            }
            parsed.add(new Mark(member.group(1), member.group(2) == null ? "" : member.group(2)));
        }
        return List.copyOf(parsed);
    }

    /** Whether a member is this one. */
    boolean matches(String memberName, String memberValue) {
        if (!memberName.equals(name)) {
            return false;
        }
        return value.isEmpty()
                ? !(memberValue.equals("null") || memberValue.equals("false") || memberValue.equals("\"\""))
                : memberValue.equals(value);
    }

    /** How a line ends that is not the last, when its last member has the name of this mark and is false. */
    byte[] refutation() {
        return value.equals("true") ? (name + ":false}\n").getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
}
