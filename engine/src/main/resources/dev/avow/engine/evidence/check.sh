set -e
test -z "$(find . ! -type d ! -type f)"
sha256sum --check --strict --quiet SHA256SUMS
test "$(sha256sum < "$1/declaration.json" | cut -c 1-64)" = "$1"
echo "the files fit their lists, and the declaration has the identity"
