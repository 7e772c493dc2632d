"""How an amount in USDA's tables came about: the codes of FoodData Central's ids, and each code in plain words.

Where SR28 gives no derivation, the number of its source stands in: letters are derivations, digits are sources.
"""

from __future__ import annotations

# Foundation Foods come without the table that says these.
CODES = {
    "1": "A", "2": "AI", "3": "AR", "4": "AS", "5": "BD", "6": "BFAN", "8": "BFCN", "10": "BFFN", "11": "BFFY",
    "12": "BFNN", "13": "BFNY", "14": "BFPN", "15": "BFPY", "16": "BFSN", "17": "BFSY", "18": "BFYN", "19": "BFYY",
    "20": "BFZN", "21": "BFZY", "22": "BNA", "23": "CAAN", "27": "CAFN", "33": "CASN", "35": "CAZN", "37": "DA",
    "38": "DI", "39": "FLA", "40": "FLC", "41": "FLM", "42": "JA", "43": "JO", "44": "LC", "46": "MA", "47": "MC",
    "48": "ML", "49": "NC", "50": "NP", "51": "NR", "52": "O", "53": "PAE", "54": "PAK", "55": "PIE", "56": "PIK",
    "57": "RA", "58": "RC", "59": "RF", "60": "RK", "61": "RKA", "62": "RKI", "63": "RP", "64": "RPA", "65": "RPI",
    "66": "S", "67": "T", "68": "Z", "70": "LCCS", "71": "LCSA", "72": "LCSE", "73": "LCSL", "74": "LCSG",
    "75": "LCCD", "77": "LCGE", "78": "LCGA", "79": "LCGL",
}  # fmt: skip
ASSUMED, ASSUMED_SOURCE = "Z", "7"
# By the beginning of a code; the longest that fits counts.
WORDS = {
    "A": "analysed",
    "AI": "analysed, with incomplete records",
    "AR": "analysed, and derived by regression",
    "AS": "summed from analysed amounts",
    "BD": "from the same food with or without its liquid",
    "BF": "from another form of the food, or a similar food",
    "BN": "from the same or a similar food",
    "CA": "from the average of its food group",
    "DA": "by concentration, from analysed amounts",
    "DI": "by concentration, from estimated amounts",
    "FL": "estimated from the list of ingredients",
    "JA": "combined from analysed amounts of several sources",
    "JO": "combined from several kinds of sources",
    "LC": "from the label",
    "LCG": "given by the maker",
    "M": "given by the maker",
    "MA": "analysed by the maker, with incomplete records",
    "N": "calculated from other nutrients",
    "NC": "calculated",
    "O": "estimated by another procedure",
    "P": "from the food's physical parts",
    "R": "from a recipe",
    "S": "from a standard for the product",
    "T": "from other food tables",
    "Z": "assumed to be zero",
    "1": "analysed, or derived from analysed amounts",
    "4": "calculated or estimated",
    "5": "given by the maker for an added nutrient",
    "6": "combined from analysed amounts of several sources",
    "7": "assumed to be zero",
    "8": "calculated from the label",
    "9": "calculated by the maker",
    "11": "combined from several kinds of sources",
    "12": "analysed by the maker, with incomplete records",
    "13": "from the literature, with incomplete records",
}


def in_words(code: str) -> str:
    """What the code says; "not told" where the release tells nothing."""
    if not code:
        return "not told"
    for length in range(len(code), 0, -1):
        beginning = code[:length]
        # A source is a whole number: 11 has nothing to do with 1.
        if beginning in WORDS and (length == len(code) or not code.isdigit()):
            return WORDS[beginning]
    return f"USDA's code {code}"
