# The set-up page. Built by compose.yaml, whose context is the folder with the jar: nothing else can get into the image.
FROM eclipse-temurin:17-jre

RUN groupadd --system --gid 10001 memu \
    && useradd --system --uid 10001 --gid memu --home-dir /settings --shell /usr/sbin/nologin memu \
    && install -d -o memu -g memu -m 0700 /settings
WORKDIR /app
COPY memu-setup.jar .
# The classes of a run, already parsed: it starts in half the time. The page is ended as a service manager ends it.
RUN (java -XX:+UseSerialGC -Xlog:disable -XX:ArchiveClassesAtExit=memu-setup.jsa -jar memu-setup.jar --port 8765 & \
    java=$!; \
    for try in 1 2 3 4 5 6 7 8 9 10; do \
        if java -cp memu-setup.jar digital.memu.inference.example.wizard.Health 8765; then break; fi; sleep 1; \
    done; \
    kill $java; wait $java; test -s memu-setup.jsa)

USER memu
EXPOSE 8765
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s --retries=3 \
    CMD ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "memu-setup.jar", "digital.memu.inference.example.wizard.Health", "8765"]
# It mostly waits for servers: the second compiler would only make its start longer.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=70", "-XX:SharedArchiveFile=memu-setup.jsa", "-jar", "memu-setup.jar", "--env-file", "/settings/.env"]
# All addresses of the container: which of the host's lead to it is for compose.yaml to say.
CMD ["--bind", "0.0.0.0", "--port", "8765"]
