package dev.sallyport.store;

import org.jspecify.annotations.Nullable;

/* What is counted in a cell. `first` and `last` are milliseconds since its hour began. */
record CellValue(@Nullable Long newest, int country, long asn, long count, long first, long last) {

    /* The sum of two cells of one key: of addresses the later one counts, of whole networks only what both agree in. */
    CellValue and(CellValue other, boolean isFolded) {
        CellValue later = other.last >= last ? other : this;
        return new CellValue(
                isFolded ? null : later.newest,
                isFolded ? (country == other.country ? country : 0) : later.country,
                isFolded ? (asn == other.asn ? asn : 0) : later.asn,
                count + other.count,
                Math.min(first, other.first),
                later.last);
    }

    CellValue withoutAddress() {
        return new CellValue(null, country, asn, count, first, last);
    }

    CellValue later(long millis) {
        return millis == 0
                ? this
                : new CellValue(newest, country, asn, count, first + millis, last + millis);
    }
}
