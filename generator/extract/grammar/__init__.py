"""Small pieces of English grammar, without a parser: verbs, nouns, quotations, numerals, money."""
