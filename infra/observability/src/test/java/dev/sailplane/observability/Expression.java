package dev.sailplane.observability;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** PromQL, as far as it must be understood to tell which metrics it names. promtool judges the rest. */
record Expression(String text) {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern NOT_METRICS =
            Pattern.compile("\\{[^}]*}|\\[[^\\]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][\\w:]*(?!\\w|\\s*\\()");
    private static final Pattern SELECTOR = Pattern.compile("(?<metric>[a-zA-Z_:][\\w:]*)\\{(?<matchers>[^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(?<label>\\w+)\\s*(?:=~|!~|!=|=)\\s*\"(?<value>[^\"]*)\"");
    private static final Pattern WORK_ADDED_UP = Pattern.compile(
            "\\b(sum|avg)\\s*(by\\s*\\([^)]*\\)\\s*)?\\(\\s*sailplane_(jobs|device_seconds|queue_age_seconds)\\b");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** A label that series are chosen by. */
    record Choice(String metric, String label, String value) {}

    Set<String> metrics() {
        String bare =
                NOT_METRICS.matcher(STRING.matcher(text).replaceAll("\"\"")).replaceAll(" ");
        return NAME.matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toSet());
    }

    List<Choice> choices() {
        return SELECTOR.matcher(text)
                .results()
                .flatMap(selector -> MATCHER.matcher(selector.group("matchers"))
                        .results()
                        .map(each -> new Choice(selector.group("metric"), each.group("label"), each.group("value"))))
                .toList();
    }

    /** Whether it counts work once a replica: each of them shows all of it. */
    boolean addsUpWork() {
        return WORK_ADDED_UP.matcher(text).find();
    }
}
