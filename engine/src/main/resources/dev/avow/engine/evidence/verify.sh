set -e
KEY=$1 RUN=$2 T=$(mktemp -d)
trap 'if [ $? -ne 0 ]; then echo "NOT VERIFIED: $what" >&2; fi; rm -rf "$T"' EXIT
digits() { sha256sum | cut -c 1-64; }
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" envelope.dsse.json | base64 -d; }
what="public-key.pem is another key"
openssl pkey -pubin -in public-key.pem -outform DER -out "$T/key"
test "sha256:$(digits < "$T/key")" = "$KEY"
what="no such run"
cd "$RUN"
what="identity"
SUMS="$(digits < SHA256SUMS)" kind=run name=declaration.json subject=$RUN
if [ "$RUN" = . ]; then kind=export name=SHA256SUMS subject=$SUMS; else test "$(digits < declaration.json)" = "$RUN"; fi
what="envelope"
test "$(wc -l < envelope.dsse.json)" -eq 0
grep -qxE '\{"payload":"[A-Za-z0-9+/=]+","payloadType":"application/vnd\.in-toto\+json","signatures":\[\{"keyid":"sha256:[0-9a-f]+","sig":"[A-Za-z0-9+/=]+"\}\]\}' envelope.dsse.json
member payload | cmp - statement.json > /dev/null
what="signature"
{ printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < statement.json)"; cat statement.json; } > "$T/pae"
member sig > "$T/sig"
openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$T/key" -in "$T/pae" -sigfile "$T/sig" > /dev/null
what="statement.json is about something else"
grep -qF '"predicateType":"https://avow.dev/evidence/'$kind'/v1","subject":[{"digest":{"sha256":"'"$subject"'"},"name":"'$name'"}]}' statement.json
grep -qF '"files":{"digest":{"sha256":"'"$SUMS"'"},"name":"SHA256SUMS"}' statement.json
what="a file was changed"
sha256sum --check --strict --quiet SHA256SUMS
what="files that are missing or too many"
test -z "$(find . ! -type d ! -type f)"
cut -c 67- SHA256SUMS | LC_ALL=C sort > "$T/listed"
find . -type f | cut -c 3- | grep -vxE 'SHA256SUMS|statement\.json|envelope\.dsse\.json' | LC_ALL=C sort | cmp - "$T/listed" > /dev/null
echo "verified $RUN"
