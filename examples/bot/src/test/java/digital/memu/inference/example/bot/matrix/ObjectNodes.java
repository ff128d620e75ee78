package digital.memu.inference.example.bot.matrix;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Messages that are not what people type. */
final class ObjectNodes {

    private ObjectNodes() {}

    static void notice(FakeHomeserver homeserver, String room, String sender, String text) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.notice").put("body", text);
        homeserver.add(room, sender, "m.room.message", content, System.currentTimeMillis());
    }

    static void edit(FakeHomeserver homeserver, String room, String sender, String text) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.text").put("body", text);
        content.putObject("m.relates_to").put("rel_type", "m.replace").put("event_id", "$0");
        homeserver.add(room, sender, "m.room.message", content, System.currentTimeMillis());
    }
}
