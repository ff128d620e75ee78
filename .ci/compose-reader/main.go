// Reads .env files as Docker Compose does, with Compose's own reader: one file per line in base64, and as many lines
// back, each "ok" with the variables found (key=value, both in base64) or "error".
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetOutput(io.Discard)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 8<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for lines.Scan() {
		file, err := base64.StdEncoding.DecodeString(lines.Text())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		values, err := dotenv.ParseWithLookup(bytes.NewReader(file), os.LookupEnv)
		if err != nil {
			fmt.Fprintln(out, "error")
			continue
		}
		keys := make([]string, 0, len(values))
		for key := range values {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		fmt.Fprint(out, "ok")
		for _, key := range keys {
			fmt.Fprint(out, " ", base64.StdEncoding.EncodeToString([]byte(key)), "=", base64.StdEncoding.EncodeToString([]byte(values[key])))
		}
		fmt.Fprintln(out)
	}
}
