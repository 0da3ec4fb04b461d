package dev.avow.operators.records;

/**
 * How many records an operator takes, where a task does not say it.
 *
 * @param noun what the operator calls a record, such as {@code segment}; {@code max_segments} is the parameter then
 * @param records the default of the most records of a run
 * @param most the highest value of that parameter
 * @param characters the default of the most UTF-16 code units of a record's text
 */
public record RecordLimits(String noun, int records, int most, int characters) {

    String parameter() {
        return "max_" + noun + "s";
    }
}
