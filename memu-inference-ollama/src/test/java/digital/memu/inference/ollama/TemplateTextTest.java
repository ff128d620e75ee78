package digital.memu.inference.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of models, read for servers that do not render on demand. */
class TemplateTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // One loop for all roles.
                "{{- range $i, $m := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}<|im_start|>{{ $m.Role }}\n"
                        + "{{ $m.Content }}{{ if not (and (eq $m.Role \"assistant\") $last) }}<|im_end|>\n{{ end }}{{- end }}",
                // A branch for each role.
                "{{- range $i, $_ := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}"
                        + "{{- if eq .Role \"user\" }}<|im_start|>user\n{{ .Content }}<|im_end|>\n"
                        + "{{ else if eq .Role \"assistant\" }}<|im_start|>assistant\n{{ if .Content }}{{ .Content }}"
                        + "{{- else if .ToolCalls }}<tool_call>{{ end }}{{ if not $last }}<|im_end|>\n{{ end }}{{- end }}{{- end }}",
                "{{ .System }}\nUSER: {{ .Prompt }}\nASSISTANT: {{ .Response }}",
            })
    void theseLeaveTheLastTurnOpen(String template) {
        assertThat(TemplateText.leavesLastTurnOpen(template)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // What is made for an imported model.
                "{{- range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}<|im_start|>assistant\n",
                "{{ if .System }}<|im_start|>system\n{{ .System }}<|im_end|>\n{{ end }}<|im_start|>user\n{{ .Prompt }}<|im_end|>\n"
                        + "<|im_start|>assistant\n{{ .Response }}<|im_end|>\n",
                // Knows the last message, and closes it all the same.
                "{{- range $i, $_ := .Messages }}{{- $last := eq (len (slice $.Messages $i)) 1 }}"
                        + "{{- if eq .Role \"assistant\" }}<|im_start|>assistant\n{{ .Content }}<|im_end|>\n"
                        + "{{- else if eq .Role \"tool\" }}{{ .Content }}{{ if not $last }}x{{ end }}{{ end }}{{- end }}",
                "{{ .Prompt }}",
                "",
            })
    void theseDoNotOrMayNot(String template) {
        assertThat(TemplateText.leavesLastTurnOpen(template)).isFalse();
    }

    @Test
    void aHugeTemplateTakesNoTime() {
        String nested = "{{ if eq .Role \"assistant\" }}{{ .Content }}".repeat(5_000) + ".Messages";
        assertThat(TemplateText.leavesLastTurnOpen(nested)).isFalse();
    }
}
