package digital.memu.inference.config;

import java.util.List;

/**
 * How Docker Compose reads a file: seen with its own reader (compose-go 2.16.2), which a test asks again where it is there.
 *
 * @param file the whole text
 * @param value what {@code K} is, with {@code OUTER=outer} in the environment; {@link #REFUSED} where Compose refuses the
 *     file
 * @param dotenv whether python-dotenv reads the same
 */
record ComposeCase(String file, String value, boolean dotenv) {

    static final String REFUSED = "\0refused";

    /** Values that are hard to write, each to be read back as it is. */
    static final List<String> VALUES = List.of(
            "",
            "v",
            "a b",
            " a ",
            "a # b",
            "#a",
            "$A ${A} $$",
            "it's",
            "say \"hi\"",
            "both ' and \"",
            "ends in \\",
            "'ends in \\",
            "\\n \\0101 \\$",
            "${",
            "`id`",
            "$(id)",
            "!x",
            "%PATH%",
            "tab\there",
            "\u001b[31m",
            "\u00fc\u4f60\ud83d\ude00",
            "\u2028\u0085",
            "\uFEFF",
            "=",
            "'",
            "\"",
            "\\",
            "'$\"\\",
            "'\\\\\\");

    /** Where python-dotenv agrees. */
    private static ComposeCase both(String file, String value) {
        return new ComposeCase(file, value, true);
    }

    /** Where it does not, or refuses only the one line and not the file. */
    private static ComposeCase compose(String file, String value) {
        return new ComposeCase(file, value, false);
    }

    static List<ComposeCase> all() {
        return List.of(
                // Plain values.
                both("K=v", "v"),
                both("K=v\n", "v"),
                both("K=v\r\n", "v"),
                both("K=", ""),
                both("K=\r\n", ""),
                both("K= v", "v"),
                both("K = v", "v"),
                both("  K=v", "v"),
                both("export K=v", "v"),
                both("export \t K = v", "v"),
                both("K=v   \n", "v"),
                both("K=a b", "a b"),
                both("K=a=b=c", "a=b=c"),
                both("K=http://user@pc:11434/x?y=z", "http://user@pc:11434/x?y=z"),
                both("K=a\\nb", "a\\nb"),
                both("K=it's", "it's"),
                both("K=\u00fc\u4f60", "\u00fc\u4f60"),
                compose("\uFEFFK=v", "v"),
                compose("K: v", "v"),
                compose("K:v", "v"),
                // Comments.
                both("# K=x\nK=v", "v"),
                both("K=v # comment", "v"),
                both("K=v#no", "v#no"),
                compose("K=v\t# comment", "v\t# comment"),
                both("K= # comment", "# comment"),
                both("K=#x", "#x"),
                // Single quotes: literal.
                both("K='v'", "v"),
                both("K='a # b'", "a # b"),
                both("K='a $X b'", "a $X b"),
                both("K='  a  '", "  a  "),
                both("K='a\\nb'", "a\\nb"),
                both("K='it\\'s'", "it's"),
                both("K='a' # comment", "a"),
                both("K='a\nb'", "a\nb"),
                both("K=''", ""),
                compose("K='a ${OUTER} b'", "a ${OUTER} b"),
                compose("K='a\\\\b'", "a\\\\b"),
                // Double quotes: escapes and references.
                both("K=\"v\"", "v"),
                both("K=\"a # b\"", "a # b"),
                both("K=\"a\\nb\\tc\"", "a\nb\tc"),
                both("K=\"say \\\"hi\\\"\"", "say \"hi\""),
                both("K=\"a\\\\b\"", "a\\b"),
                both("K=\"a\nb\"", "a\nb"),
                both("K=\"\\a\\b\\f\\v\"", "\u0007\b\f\u000b"),
                compose("K=\"a\\$b\"", "a$b"),
                compose("K=\"a$$b\"", "a$b"),
                compose("K=\"\\0101\\012\"", "A\\12"),
                both("K=\"\\q\\c\"", "\\q\\c"),
                compose("K=\"\\\\$OUTER\"", "\\outer"),
                // References.
                both("A=1\nK=${A}", "1"),
                both("K=${OUTER}", "outer"),
                both("K=\"x${OUTER}y\"", "xoutery"),
                both("K=${NONE}", ""),
                both("K=${NONE:-other}", "other"),
                compose("A=\nK=${A:-other}", "other"),
                compose("OUTER=inner\nK=${OUTER}", "outer"),
                compose("A=1\nK=$A", "1"),
                compose("K=$$A", "$A"),
                both("A=\nK=${A-other}", ""),
                compose("A=1\nK=${A:+other}", "other"),
                compose("A=\nK=${A:+other}", ""),
                compose("A=\nK=${A+other}", "other"),
                compose("A=1\nK=${A?needed}", "1"),
                compose("K=${NONE:-${OUTER}}!", "outer!"),
                both("K=$", "$"),
                both("K=5$ or $ 5", "5$ or $ 5"),
                compose("K=${NONE?needed}", REFUSED),
                compose("K=${", REFUSED),
                compose("K=${}", REFUSED),
                compose("K=${1}", REFUSED),
                // Which one counts.
                both("K=a\nK=b", "b"),
                both("K=a\nB=${K}\nK=b${B}", "ba"),
                compose("OUTER\nK=${OUTER}", "outer"),
                compose("K=a\nK", "a"),
                compose("A='x' K=v", "v"),
                both("A=\"x\ny\"\nK=v\n", "v"),
                // What Compose refuses.
                compose("K=v\nnot a line\n", REFUSED),
                compose("K=v\nA!=x\n", REFUSED),
                compose("K=v\nA='x\n", REFUSED),
                compose("K=v\nA=\"x\\\"\n", REFUSED));
    }
}
