/** The longest text to look for, in UTF-16 units. */
export const longestQuery = 200

/** Nothing in the inbox is counted any further: a greater number stands for "more than this". */
export const mostCounted = 999
