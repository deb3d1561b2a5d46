package dev.sallyport.compat.csv;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/* What a column holds, told by its name; case, blanks and signs in names mean nothing. */
enum Column {
    ADDRESS(
            "address addresses ip ips ipaddress ipaddresses ipaddressrange ipaddressranges iprange ipranges"
                    + " cidr cidrs cidrblock cidrblocks cidrip ipcidr iporcidr ipv4 ipv6 network networks networkaddress subnet"
                    + " subnets prefix prefixes ipprefix range ranges value source sourceip sourceaddress item entry"
                    + " allowedip allowedips allowedaddress allowlistvalue"),
    FIRST(
            "start startip startaddress startipaddress ipstart ipstartaddress rangestart first firstip firstaddress from"
                    + " fromip ipfrom fromaddress beginip"),
    LAST(
            "end endip endaddress endipaddress ipend ipendaddress rangeend last lastip lastaddress to toip ipto toaddress"),
    MASK("mask netmask subnetmask networkmask"),
    LENGTH("length prefixlength masklength prefixlen bits"),
    COUNTRY("country countries countrycode countrycodes countryiso isocountry iso geo geolocation"),
    ASN("asn asns as asnumber autonomoussystem autonomoussystemnumber"),
    LABEL("label name description title displayname location site"),
    OWNER("owner contact responsible team ownedby"),
    COMMENT("comment comments note notes remark remarks reason"),
    EXPIRES(
            "expires expiresat expireson expiry expirydate expiryat expiration expirationdate validuntil validto enddate"),
    BEGINS("notbefore validfrom startdate"),
    ACTIVE("active enabled isactive isenabled status state"),
    ACTION("action effect decision verdict listtype"),
    UNKNOWN("");

    private final String names;

    Column(String names) {
        this.names = " " + names + " ";
    }

    /** Returns whether entries can be made of this column, with others perhaps. */
    boolean isSource() {
        return this == ADDRESS || this == FIRST || this == COUNTRY || this == ASN;
    }

    static Column of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        Optional<Column> known =
                Arrays.stream(values())
                        .filter(column -> column.names.contains(" " + plain + " "))
                        .findFirst();
        return plain.isEmpty() ? UNKNOWN : known.orElse(UNKNOWN);
    }
}
