package digital.memu.inference.example.console;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as the values of options. */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new TypeConversionException("'" + Plain.of(text)
                        + "' is no time of up to a year: write it like 90s, 10m, 2h or 1d12h, or 0"));
    }
}
