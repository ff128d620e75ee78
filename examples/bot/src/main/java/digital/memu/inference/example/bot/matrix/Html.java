package digital.memu.inference.example.bot.matrix;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Text as a room shows it: nothing in it is HTML but what is made here. Thread-safe. */
final class Html {

    private static final int DEEPEST = 20;
    private static final Parser PARSER =
            Parser.builder().maxOpenBlockParsers(DEEPEST).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).softbreak("<br>\n").build();

    private Html() {}

    /** The bot's own words, in which only {@code **} means something. */
    static String ofOwn(String text) {
        return escaped(text)
                .replaceAll("\\*\\*([^*\n]+)\\*\\*", "<strong>$1</strong>")
                .replaceAll("(?m)^ {2}", "&nbsp;&nbsp;")
                .replace("\n", "<br>");
    }

    /** A model's Markdown. Of links only the address is left to be seen, and pictures are not fetched. */
    static String ofMarkdown(String text) {
        try {
            Node document = PARSER.parse(text);
            document.accept(new WithoutLinks());
            // Again, since Markdown has other ways to write a sign.
            return Harmless.of(RENDERER.render(document).strip());
        } catch (StackOverflowError e) {
            // Thousands of signs within one another: no reader sees a difference.
            return ofOwn(text);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A link's text could promise another place than it leads to. */
    private static final class WithoutLinks extends AbstractVisitor {

        @Override
        public void visit(Link link) {
            visitChildren(link);
            replace(link, link.getDestination());
        }

        @Override
        public void visit(Image image) {
            visitChildren(image);
            replace(image, image.getDestination());
        }

        @Override
        public void visit(HtmlInline html) {
            html.insertBefore(new Text(html.getLiteral()));
            html.unlink();
        }

        @Override
        public void visit(HtmlBlock html) {
            html.insertBefore(new Text(html.getLiteral()));
            html.unlink();
        }

        private static void replace(Node node, String destination) {
            for (Node child : children(node)) {
                node.insertBefore(child);
            }
            node.insertBefore(new Text(" (" + destination + ")"));
            node.unlink();
        }

        private static List<Node> children(Node node) {
            List<Node> children = new ArrayList<>();
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                children.add(child);
            }
            return children;
        }
    }
}
