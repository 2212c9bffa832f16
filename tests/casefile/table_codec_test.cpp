#include "dalil/casefile/table_codec.hpp"

#include <gtest/gtest.h>

#include "tests/casefile/sample.hpp"

using namespace dalil;

namespace {

void expect_equal(const Table& a, const Table& b) {
    EXPECT_EQ(a.source, b.source);
    EXPECT_EQ(a.file, b.file);
    EXPECT_EQ(a.sheet, b.sheet);
    EXPECT_EQ(a.encoding, b.encoding);
    EXPECT_EQ(a.delimiter, b.delimiter);
    EXPECT_EQ(a.hidden, b.hidden);
    EXPECT_EQ(a.issues, b.issues);
    ASSERT_EQ(a.rows(), b.rows());
    for (std::uint32_t r = 0; r < a.rows(); ++r) {
        EXPECT_EQ(a.row_info[r].number, b.row_info[r].number);
        EXPECT_EQ(a.row_info[r].hidden, b.row_info[r].hidden);
    }
    ASSERT_EQ(a.merged.size(), b.merged.size());
    for (std::size_t k = 0; k < a.merged.size(); ++k) {
        EXPECT_EQ(a.merged[k].first_row, b.merged[k].first_row);
        EXPECT_EQ(a.merged[k].last_row, b.merged[k].last_row);
        EXPECT_EQ(a.merged[k].first_column, b.merged[k].first_column);
        EXPECT_EQ(a.merged[k].last_column, b.merged[k].last_column);
    }
    ASSERT_EQ(a.width(), b.width());
    for (std::uint32_t c = 0; c < a.width(); ++c) {
        EXPECT_EQ(a.columns[c].number, b.columns[c].number);
        EXPECT_EQ(a.columns[c].hidden, b.columns[c].hidden);
        EXPECT_EQ(a.columns[c].values, b.columns[c].values);
        EXPECT_EQ(a.columns[c].codes, b.columns[c].codes);
    }
}

}  // namespace

TEST(TableCodec, ReturnsEveryFieldOfRandomTables) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        Rng rng(seed);
        const Table table = sample::random_table(rng);
        const std::string bytes = encode_table(table);
        auto back = decode_table(bytes);
        ASSERT_TRUE(back) << seed;
        expect_equal(table, *back);
        EXPECT_EQ(encode_table(*back), bytes);
    }
}

TEST(TableCodec, WidensCodesWithTheDictionary) {
    for (const std::size_t values : {255u, 256u, 257u, 65535u, 65536u, 65537u}) {
        Table table;
        table.row_info.resize(2);
        table.columns.resize(1);
        table.columns[0].values.resize(values);
        table.columns[0].values.back().text = "last";
        table.columns[0].codes = {static_cast<std::uint32_t>(values - 1), 0};
        auto back = decode_table(encode_table(table));
        ASSERT_TRUE(back) << values;
        EXPECT_EQ(back->cell(0, 0).text, "last");
        EXPECT_EQ(back->columns[0].codes, table.columns[0].codes);
    }
}

TEST(TableCodec, TruncatedBytesAreRefused) {
    const std::string bytes = encode_table(sample::small_table());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(decode_table(std::string_view(bytes).substr(0, size))) << size;
    }
    EXPECT_FALSE(decode_table(bytes + "x"));
}

TEST(TableCodec, AnyByteMayBeAnythingWithoutACrash) {
    const std::string bytes = encode_table(sample::small_table());
    for (std::size_t k = 0; k < bytes.size(); ++k) {
        for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
            std::string changed = bytes;
            changed[k] = static_cast<char>(value);
            // What is accepted is a table that can be read cell by cell.
            if (auto table = decode_table(changed)) {
                for (std::uint32_t r = 0; r < table->rows(); ++r) {
                    for (std::uint32_t c = 0; c < table->width(); ++c)
                        (void)table->cell(r, c).text.size();
                }
                EXPECT_EQ(encode_table(*table), changed);
            }
        }
    }
}
