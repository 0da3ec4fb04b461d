package dev.avow.engine.identity;

/**
 * Characters that are drawn as nothing, or as a blank that is no white space, whatever their category: those with the property
 * Default_Ignorable_Code_Point of Unicode 14.0, assigned or not, and those that Unicode names as blank besides.
 *
 * @see <a href="https://www.unicode.org/Public/14.0.0/ucd/DerivedCoreProperties.txt">Unicode 14.0, derived core properties</a>
 */
final class Invisible {

    /** First and last of each range, in order. */
    private static final int[] RANGES = {
        0x00AD, 0x00AD, // soft hyphen
        0x034F, 0x034F, // combining grapheme joiner
        0x061C, 0x061C, // Arabic letter mark
        0x115F, 0x1160, // Hangul fillers
        0x17B4, 0x17B5, // Khmer inherent vowels
        0x180B, 0x180F, // Mongolian variation selectors, vowel separator
        0x200B, 0x200F, // zero width, marks of direction
        0x202A, 0x202E, // embedding and override of direction
        0x2060, 0x206F, // word joiner, invisible operators, isolates
        0x2800, 0x2800, // Braille blank; not of the property
        0x3164, 0x3164, // Hangul filler
        0xFE00, 0xFE0F, // variation selectors
        0xFEFF, 0xFEFF, // byte order mark
        0xFFA0, 0xFFA0, // half-width Hangul filler
        0xFFF0, 0xFFF8, // unassigned
        0x16FE4, 0x16FE4, // Khitan filler; not of the property
        0x1BCA0, 0x1BCA3, // shorthand format controls
        0x1D159, 0x1D159, // musical null notehead; not of the property
        0x1D173, 0x1D17A, // musical format controls
        0xE0000, 0xE0FFF // tags, variation selectors
    };

    private Invisible() {}

    static boolean is(int codePoint) {
        for (int i = 0; i < RANGES.length; i += 2) {
            if (codePoint <= RANGES[i + 1]) {
                return codePoint >= RANGES[i];
            }
        }
        return false;
    }
}
