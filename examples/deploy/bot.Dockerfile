# The bot. Built by compose.yaml, whose context is the folder with the jar: nothing else can get into the image.
FROM eclipse-temurin:17-jre

RUN groupadd --system --gid 10001 memu \
    && useradd --system --uid 10001 --gid memu --home-dir /data --shell /usr/sbin/nologin memu \
    && install -d -o memu -g memu -m 0700 /data
WORKDIR /app
COPY memu-bot.jar .
# The classes of a run, already parsed: it starts in half the time. Without a homeserver the bot ends with its input.
RUN BOT_DATA=/tmp/bot java -XX:+UseSerialGC -Xlog:disable -XX:ArchiveClassesAtExit=memu-bot.jsa -jar memu-bot.jar </dev/null \
    && rm -rf /tmp/bot

USER memu
VOLUME /data
ENV BOT_DATA=/data METRICS_PORT=9464
# 503 while the homeserver is away; the bot comes back by itself.
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s --retries=3 \
    CMD ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "memu-bot.jar", "digital.memu.inference.example.bot.Health"]
# It mostly waits for servers: the second compiler would only make its start longer.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=70", "-XX:SharedArchiveFile=memu-bot.jsa", "-jar", "memu-bot.jar"]
