package digital.memu.inference.example.console;

import digital.memu.inference.failure.AllBackendsFailedException;
import digital.memu.inference.route.Attempt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Failures in words, fit for a terminal. */
public final class Words {

    private Words() {}

    /** A failure in one or several lines. */
    public static String of(Exception failure) {
        if (failure instanceof AllBackendsFailedException all) {
            return of(all);
        }
        if (failure instanceof UncheckedIOException unchecked) {
            return of(Objects.requireNonNull(unchecked.getCause()));
        }
        if (failure instanceof IOException io) {
            return of(io);
        }
        return Plain.lines(String.valueOf(failure.getMessage()));
    }

    /** A line for each server, with its advice where it was asked. */
    private static String of(AllBackendsFailedException all) {
        List<Attempt> attempts = all.route().attempts();
        List<Throwable> causes = Arrays.asList(all.getSuppressed());
        long failed = attempts.stream()
                .filter(attempt -> attempt.outcome() == Attempt.Outcome.FAILED)
                .count();
        Iterator<Throwable> messages = failed == causes.size()
                ? causes.iterator()
                : List.<Throwable>of().iterator();
        List<String> lines = new ArrayList<>(List.of("No server could do it:"));
        for (Attempt attempt : attempts) {
            boolean told = attempt.outcome() == Attempt.Outcome.FAILED && messages.hasNext();
            lines.add("  "
                    + Plain.of(told ? attempt.backend() + ": " + messages.next().getMessage() : attempt.toString()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** The JDK's messages of files are often no more than the name. */
    public static String of(IOException e) {
        @Nullable String file = e instanceof FileSystemException about ? about.getFile() : null;
        if (file == null) {
            return Plain.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        String why;
        if (e instanceof NoSuchFileException) {
            why = "is not there";
        } else if (e instanceof AccessDeniedException) {
            why = "may not be read or written by you";
        } else {
            String reason = ((FileSystemException) e).getReason();
            why = "cannot be used: " + (reason == null ? e.getClass().getSimpleName() : reason);
        }
        return "'" + Plain.of(file) + "' " + Plain.of(why);
    }

    /** What nobody thought of, in one line: for whoever reports it. */
    static String ofFault(Throwable fault) {
        return "This is a fault of this program, please report it: "
                + Plain.of(fault.toString().lines().findFirst().orElse(""))
                + Arrays.stream(fault.getStackTrace())
                        .findFirst()
                        .map(at -> " (" + at + ")")
                        .orElse("");
    }
}
