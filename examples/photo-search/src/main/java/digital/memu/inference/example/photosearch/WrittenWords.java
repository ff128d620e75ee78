package digital.memu.inference.example.photosearch;

import digital.memu.inference.example.console.Failures;
import digital.memu.inference.example.console.Plain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Words that are looked for in photos: all of them, each as it is or, if it is long, misread in one letter. */
final class WrittenWords {

    private static final int LONG = 5;

    private final List<String> words;

    private WrittenWords(List<String> words) {
        this.words = words;
    }

    static WrittenWords of(String text) throws IOException {
        List<String> words = tokens(text);
        if (words.isEmpty()) {
            throw new Failures.WrongUse("There is no word in '" + Plain.of(text) + "' to look for.");
        }
        return new WrittenWords(words);
    }

    private static List<String> tokens(String text) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (Analyzer analyzer = new StandardAnalyzer();
                TokenStream stream = analyzer.tokenStream(Documents.TEXT, text)) {
            CharTermAttribute token = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(token.toString());
            }
            stream.end();
        }
        return tokens;
    }

    Query query() {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (String word : words) {
            Term term = new Term(Documents.TEXT, word);
            BooleanQuery.Builder either = new BooleanQuery.Builder().add(new TermQuery(term), Occur.SHOULD);
            if (word.length() >= LONG) {
                either.add(new FuzzyQuery(term, 1), Occur.SHOULD);
            }
            all.add(either.build(), Occur.MUST);
        }
        return all.build();
    }

    /** Of a photo's text the line that has most of the words. */
    String lineOf(String text) {
        return text.lines()
                .max(Comparator.comparingLong(this::wordsIn))
                .filter(line -> wordsIn(line) > 0)
                .orElseGet(() -> text.lines().findFirst().orElse(""));
    }

    private long wordsIn(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return words.stream().filter(lower::contains).count();
    }
}
