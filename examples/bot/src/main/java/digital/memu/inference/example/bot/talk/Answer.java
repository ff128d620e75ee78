package digital.memu.inference.example.bot.talk;

/**
 * What the bot says. Immutable.
 *
 * @param text in Markdown where a model wrote it; of the bot's own words only {@code **} means something
 * @param byModel whether a model wrote it, so that nothing in it may be believed, called or mentioned
 * @param note something quiet behind it, by the bot; empty for none
 */
public record Answer(String text, boolean byModel, String note) {

    /** The bot's own words. */
    public static Answer own(String text) {
        return new Answer(text, false, "");
    }

    /** A model's words. */
    public static Answer ofModel(String text) {
        return new Answer(text, true, "");
    }

    /** The same with something quiet behind it. */
    public Answer withNote(String note) {
        return new Answer(text, byModel, note);
    }

    /** Never the text: it is private. */
    @Override
    public String toString() {
        return "Answer[" + text.length() + " characters]";
    }
}
