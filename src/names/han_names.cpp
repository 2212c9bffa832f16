// Where a transcribed name in Han characters written without a dot falls into own name and father's
// name.
//
// The list holds common Xinjiang spellings of given names, written down for this project from
// general usage and not reviewed by native readers. It only decides where to cut; it never decides
// who is who.
#include <algorithm>
#include <iterator>

#include "names/word_lists.hpp"

namespace dalil::names {
namespace {

constexpr std::u32string_view kNames[] = {
    U"阿不都拉",     U"阿布都拉",     U"阿卜杜拉",     U"阿不拉",       U"阿布拉",
    U"阿不来提",     U"阿布来提",     U"阿不力孜",     U"阿布力孜",     U"阿不力米提",
    U"阿布力米提",   U"阿不力克木",   U"阿不都热依木", U"阿布都热依木", U"阿卜杜热伊木",
    U"阿不都热合曼", U"阿布都热合曼", U"阿卜杜热合曼", U"阿不都克里木", U"阿布都克里木",
    U"阿不都外力",   U"阿布都外力",   U"阿卜杜外力",   U"阿不都热西提", U"阿布都热西提",
    U"阿不都许库尔", U"阿卜杜许库尔", U"阿不都卡德尔", U"阿不都哈力克", U"阿不都萨拉木",
    U"阿布都艾尼",   U"阿不都艾尼",   U"阿合买提",     U"艾合买提",     U"艾海提",
    U"艾买提",       U"艾麦提",       U"艾力",         U"艾里",         U"艾尼",
    U"艾尼瓦尔",     U"艾尔肯",       U"艾山",         U"艾孜孜",       U"艾则孜",
    U"艾孜买提",     U"艾孜木",       U"艾比布拉",     U"艾克木",       U"艾克拜尔",
    U"艾热提",       U"艾散",         U"阿迪力",       U"阿地力",       U"阿里木",
    U"阿力木",       U"阿里甫",       U"阿曼",         U"阿伊古丽",     U"阿依古丽",
    U"阿依努尔",     U"阿依夏木",     U"阿依波力",     U"阿依多斯",     U"阿娜尔古丽",
    U"阿尔祖古丽",   U"阿斯卡尔",     U"阿斯哈尔",     U"阿扎提",       U"阿孜古丽",
    U"巴拉提",       U"巴吐尔",       U"巴图尔",       U"巴合提",       U"巴哈尔古丽",
    U"拜合提亚尔",   U"拜合提",       U"白克力",       U"帕尔哈提",     U"帕尔哈德",
    U"帕力哈提",     U"帕丽旦",       U"帕提古丽",     U"帕提曼",       U"排祖拉",
    U"布威海杰尔",   U"布阿依夏木",   U"布尔汗",       U"别克扎提",     U"别力克",
    U"达吾提",       U"达吾列提",     U"达尔汗",       U"迪力木拉提",   U"迪力夏提",
    U"迪丽拜尔",     U"地里夏提",     U"地力木拉提",   U"迪力努尔",     U"迪娜拉",
    U"多力坤",       U"古力克孜",     U"古丽",         U"古丽克孜",     U"古丽努尔",
    U"古丽娜尔",     U"古丽巴哈尔",   U"古丽苏木",     U"古丽斯坦",     U"古丽夏提",
    U"古海尔",       U"哈力克",       U"哈里克",       U"哈米提",       U"哈木拉提",
    U"哈斯木",       U"哈提拜",       U"哈山",         U"哈那提",       U"哈丽旦",
    U"海米提",       U"海热提",       U"海拉提",       U"海日古丽",     U"海丽且姆",
    U"海迪且",       U"海比布拉",     U"胡达拜尔地",   U"加帕尔",       U"贾帕尔",
    U"加米拉",       U"加娜提",       U"加纳提",       U"吉力力",       U"居马",
    U"居来提",       U"居麦",         U"卡德尔",       U"卡迪尔",       U"卡地尔",
    U"卡哈尔",       U"卡日",         U"卡斯木",       U"卡由木",       U"凯尤木",
    U"克里木",       U"克热木",       U"库尔班",       U"库瓦提",       U"拉赫曼",
    U"马合木提",     U"马木提",       U"马合苏提",     U"买买提",       U"麦麦提",
    U"麦买提",       U"买合木提",     U"买合苏提",     U"麦合木提",     U"买尔旦",
    U"麦尔旦",       U"麦尔耶姆",     U"玛丽亚木",     U"玛依努尔",     U"玛依拉",
    U"美丽古丽",     U"米尔扎提",     U"米吉提",       U"莫明",         U"木明",
    U"木拉提",       U"木沙",         U"木萨",         U"木塔里甫",     U"木太力普",
    U"木合塔尔",     U"穆合塔尔",     U"木扎帕尔",     U"穆扎帕尔",     U"穆太力普",
    U"穆萨",         U"那斯尔",       U"纳斯尔",       U"乃吉米丁",     U"尼牙孜",
    U"尼亚孜",       U"尼加提",       U"尼扎木",       U"努尔",         U"努尔买买提",
    U"努尔麦麦提",   U"努尔兰",       U"努尔比耶",     U"努日曼古丽",   U"其曼古丽",
    U"其娜尔",       U"热合曼",       U"热合木",       U"热合曼",       U"热依木",
    U"热依拉",       U"热依汗",       U"热依汗古丽",   U"热西提",       U"热西丹",
    U"热孜万古丽",   U"热孜亚",       U"热比亚",       U"热杰甫",       U"热哈提",
    U"如斯坦木",     U"如先古丽",     U"茹仙古丽",     U"肉孜",         U"如则",
    U"肉斯塔木",     U"沙比尔",       U"萨比尔",       U"沙迪克",       U"萨迪克",
    U"沙迪尔",       U"沙吾提",       U"萨吾提",       U"沙塔尔",       U"萨塔尔",
    U"沙比提",       U"萨比提",       U"沙依木",       U"赛买提",       U"赛麦提",
    U"赛力克",       U"赛依提",       U"赛福丁",       U"司马义",       U"斯马义",
    U"伊斯马伊力",   U"斯迪克",       U"苏来曼",       U"苏里坦",       U"苏比努尔",
    U"索菲娅",       U"夏力甫",       U"夏木西",       U"夏克尔",       U"肖开提",
    U"肖合拉提",     U"谢木西",       U"许库尔",       U"塔依尔",       U"塔西",
    U"塔西买买提",   U"塔什买买提",   U"太外库力",     U"铁木尔",       U"铁力瓦尔地",
    U"吐尔地",       U"图尔迪",       U"吐尔洪",       U"图尔洪",       U"吐尔逊",
    U"图尔荪",       U"图尔孙",       U"吐尔逊娜依",   U"吐拉克",       U"吐孙",
    U"托合提",       U"托合塔尔",     U"托乎提",       U"托力肯",       U"托列吾",
    U"外力",         U"瓦力斯",       U"瓦哈甫",       U"乌斯满",       U"吾守尔",
    U"吾买尔",       U"吾麦尔",       U"吾斯曼",       U"吾甫尔",       U"吾布力",
    U"吾拉音",       U"亚森",         U"牙生",         U"亚生",         U"亚力坤",
    U"亚库甫",       U"牙库甫",       U"亚合甫",       U"叶尔兰",       U"叶尔肯",
    U"叶尔波力",     U"叶尔扎提",     U"伊布拉音",     U"依布拉音",     U"依不拉音",
    U"伊布拉伊木",   U"依力哈木",     U"伊力哈木",     U"依明",         U"伊明",
    U"伊敏",         U"依米提",       U"伊米提",       U"依沙克",       U"伊萨克",
    U"依马木",       U"伊马木",       U"尤努斯",       U"玉努斯",       U"玉素甫",
    U"玉苏甫",       U"玉苏普",       U"玉山",         U"玉散",         U"约尔达什",
    U"约麦尔",       U"再努尔",       U"再娜甫",       U"再吐娜",       U"则努尔",
    U"扎克尔",       U"扎依尔",       U"祖力菲亚",     U"祖力皮亚",     U"祖农",
    U"左热古丽",
};

/// What may follow a name and belong to it.
constexpr std::u32string_view kEndings[] = {U"江",   U"汗",   U"罕",   U"木", U"古丽", U"巴依",
                                            U"阿洪", U"阿吉", U"别克", U"拜", U"提",   U"克孜"};
/// What ends a name so often that the next character begins another.
constexpr std::u32string_view kClosings[] = {U"江", U"古丽", U"巴依", U"阿洪", U"别克", U"汗"};

bool is_known(std::u32string_view name) {
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

bool is_known_with_ending(std::u32string_view name) {
    if (is_known(name)) return true;
    return std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::u32string_view ending) {
        return name.ends_with(ending) && is_known(name.substr(0, name.size() - ending.size()));
    });
}

bool is_closed(std::u32string_view name) {
    return name.size() >= 3 &&
           std::any_of(std::begin(kClosings), std::end(kClosings),
                       [&](std::u32string_view end) { return name.ends_with(end); });
}

bool begins_with_ending(std::u32string_view name) {
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](std::u32string_view ending) { return name == ending; });
}

}  // namespace

bool is_han_given(std::u32string_view name) {
    return is_known_with_ending(name);
}

std::size_t han_cut(std::u32string_view name) {
    constexpr std::size_t kShortest = 4;
    if (name.size() < kShortest || is_known_with_ending(name)) return 0;
    std::size_t best = 0;
    int best_score = 0;
    for (std::size_t at = 2; at + 2 <= name.size(); ++at) {
        const std::u32string_view left = name.substr(0, at), right = name.substr(at);
        if (begins_with_ending(right)) continue;
        const int score = 2 * static_cast<int>(is_known_with_ending(left)) +
                          2 * static_cast<int>(is_known_with_ending(right)) +
                          static_cast<int>(is_closed(left));
        // At equal scores the later cut: the endings stay with the first name.
        if (score > 0 && score >= best_score) {
            best_score = score;
            best = at;
        }
    }
    return best;
}

}  // namespace dalil::names
