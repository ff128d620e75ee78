package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Messages as Matrix has them: notices, which other bots do not answer, and which mention nobody unless the bot does. */
final class Content {

    private Content() {}

    static ObjectNode notice(Part part) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.notice")
                .put("body", part.body())
                .put("format", "org.matrix.custom.html")
                .put("formatted_body", part.html());
        // Said to be empty, so that no program looks for names in the text.
        content.putObject("m.mentions");
        return content;
    }

    /** The same in place of an earlier message. */
    static ObjectNode edit(Part part, String event) {
        ObjectNode content = notice(new Part("* " + part.body(), "* " + part.html()));
        content.set("m.new_content", notice(part));
        content.putObject("m.relates_to").put("rel_type", "m.replace").put("event_id", event);
        return content;
    }

    /** A message that calls a person. */
    static ObjectNode call(Part part, String user) {
        ObjectNode content = notice(part);
        content.put("msgtype", "m.text");
        content.withObject("m.mentions").putArray("user_ids").add(user);
        return content;
    }
}
