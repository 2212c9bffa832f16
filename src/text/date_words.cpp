#include "text/date_words.hpp"

#include <string>

#include "dalil/text/unicode.hpp"
#include "tsl/robin_map.h"

namespace dalil {
namespace {

using K = DateWordKind;

/// Words separated by spaces; "_" stands for a space inside; a trailing "*" lets any ending follow.
struct Entry {
    K kind;
    std::uint8_t value;
    const char* words;
};

constexpr Entry kEntries[] = {
    // English, Spanish, French, Turkish (marks removed); Russian, Kazakh, Uyghur, Arabic (both
    // sets)
    {K::Month, 1,
     "jan* janv* ene enero ocak oca янв* қаңтар* қаң qantar* يانۋار* يناير كانون_الثاني جانفي "
     "ژانویه"},
    {K::Month, 2,
     "feb* febr* fev* subat* sub фев* ақпан* ақп aqpan* فېۋرال* فبراير شباط فيفري فوریه"},
    {K::Month, 3, "mar* mart* mars* март* мар наурыз* нау nauryz* مارت* مارس آذار اذار"},
    {K::Month, 4,
     "apr* avr* abr* nisan* nis апр* сәуір* сәу sauir* ئاپرېل* أبريل ابريل إبريل نيسان أفريل "
     "آوریل"},
    {K::Month, 5, "may* mai mayo май мая мамыр* мам mamyr* ماي مايو أيار ايار ماى مه"},
    {K::Month, 6,
     "jun* juin* haziran* haz июн* маусым* мау mausym* ئىيۇن* يونيو حزيران يونيه جوان ژوئن"},
    {K::Month, 7,
     "jul* juil* temmuz* tem июл* шілде* шіл shilde* ئىيۇل* يوليو تموز يوليه جويلية ژوئیه"},
    {K::Month, 8,
     "aug* ago agosto aou* agu* авг* тамыз* там tamyz* ئاۋغۇست* أغسطس اغسطس آب اب أوت اوت"},
    {K::Month, 9,
     "sep* set* eylul* eyl сен* қыркүйек* қыр qyrkuiek* سېنتەبىر* سبتمبر أيلول ايلول سپتامبر"},
    {K::Month, 10,
     "oct* okt* ekim* eki окт* қазан* қаз qazan* ئۆكتەبىر* أكتوبر اكتوبر تشرين_الأول تشرين_الاول "
     "اکتبر"},
    {K::Month, 11, "nov* kasim* kas ноя* қараша* қар qarasha* نويابىر* نوفمبر تشرين_الثاني نوامبر"},
    {K::Month, 12,
     "dec* dic* dez* aralik* ara дек* желтоқсан* жел jeltoqsan* دېكابىر* ديسمبر كانون_الأول "
     "كانون_الاول دسامبر"},
    {K::HijriMonth, 1, "محرم المحرم muharram* мухаррам*"},
    {K::HijriMonth, 2, "صفر safar сафар"},
    {K::HijriMonth, 3, "ربيع_الأول ربيع_الاول ربيع_أول rabi_i"},
    {K::HijriMonth, 4, "ربيع_الثاني ربيع_الآخر ربيع_الاخر ربيع_ثاني rabi_ii"},
    {K::HijriMonth, 5, "جمادى_الأولى جمادى_الاولى جمادى_الأول جمادى_الاول jumada_i"},
    {K::HijriMonth, 6, "جمادى_الآخرة جمادى_الاخرة جمادى_الثانية جمادى_الثاني jumada_ii"},
    {K::HijriMonth, 7, "رجب rajab раджаб"},
    {K::HijriMonth, 8, "شعبان shaban шаабан"},
    {K::HijriMonth, 9, "رمضان ramadan* ramazan* рамадан* рамазан* رامىزان"},
    {K::HijriMonth, 10, "شوال shawwal шавваль"},
    {K::HijriMonth, 11, "ذو_القعدة ذي_القعدة ذوالقعدة ذو_القعده"},
    {K::HijriMonth, 12, "ذو_الحجة ذي_الحجة ذوالحجة ذو_الحجه"},
    {K::SolarMonth, 1, "فروردین فروردين حمل farvardin"},
    {K::SolarMonth, 2, "اردیبهشت ارديبهشت ثور ordibehesht"},
    {K::SolarMonth, 3, "خرداد جوزا khordad"},
    {K::SolarMonth, 4, "تیر تير سرطان"},
    {K::SolarMonth, 5, "مرداد امرداد اسد mordad"},
    {K::SolarMonth, 6, "شهریور شهريور سنبله shahrivar"},
    {K::SolarMonth, 7, "مهر میزان ميزان mehr"},
    {K::SolarMonth, 8, "آبان ابان عقرب aban"},
    {K::SolarMonth, 9, "آذرماه قوس azar"},
    {K::SolarMonth, 10, "دی جدی dey"},
    {K::SolarMonth, 11, "بهمن دلو bahman"},
    {K::SolarMonth, 12, "اسفند حوت esfand"},
    {K::About, 0,
     "c ca circa about approx* around abt est* roughly nearly almost около примерно приблиз* ок "
     "прибл шамамен шамасында шамамен shamamen 大约 约 左右 大概 约于 تقريبا تقريباً حوالي حوالى "
     "نحو "
     "تەخمىنەن ئەتراپىدا yaklasik civari civarinda tahmini takriben hacia aproximadamente aprox* "
     "alrededor vers environ approximativement um etwa"},
    {K::Maybe, 0,
     "maybe perhaps possibly probably возможно вероятно мүмкін 可能 也许 ربما ممكن بەلكىم belki "
     "muhtemelen quizas posiblemente probablemente peut-etre probablement"},
    {K::Before, 0,
     "before bef until prior до раньше дейін 之前 以前 前 قبل بۇرۇن once oncesi antes avant"},
    {K::After, 0,
     "after aft since после позже кейін 之后 以后 后 بعد كېيىن sonra sonrasi despues apres "
     "depuis desde"},
    {K::Season, 0,
     "spring summer autumn fall winter early mid late beginning middle end start весн* лет* летом "
     "осен* зим* нач* начал* сер* середин* кон* конец конц* көктем* жаз* күз* қыс* басы ортасы "
     "соңы "
     "春 春季 春天 夏 夏季 夏天 秋 秋季 秋天 冬 冬季 冬天 初 底 年初 年底 中 中旬 上旬 下旬 ربيع "
     "صيف "
     "خريف شتاء ربيع الربيع الصيف الخريف الشتاء أوائل أواخر منتصف ئەتىياز ياز كۈز قىش باش ئاخىرى "
     "ilkbahar bahar* yaz yazi sonbahar guz kis baslari ortalari sonlari primavera verano otono "
     "invierno principios mediados finales printemps ete automne hiver debut fin"},
    {K::Decade, 0,
     "s es е ые х годы годов годах жылдар* 年代 ler lar lerde larda yillar* decada decade annees "
     "anos عقد الثمانينات سنوات يىللار"},
    {K::Year, 0,
     "г год года году г.р гр ж жыл* жылы jyl* zhyl* year yr year* yil* yili سنة عام سال يىل يىلى "
     "annee ano an рік"},
    {K::Or, 0,
     "or to and till through between или по и либо между мен және немесе 或 或者 至 到 和 أو او "
     "إلى الى "
     "بين ياكى بىلەن veya ya_da ile ve arasi o y entre ou et a bis"},
    {K::Hijri, 0, "هـ ه هجري هجرية هجرى ah a.h hijri hicri хиджры һижрий ھىجرىيە"},
    {K::Solar, 0, "ه.ش هـ.ش ش شمسی شمسي خورشیدی sh"},
    {K::Buddhist, 0, "be b.e พ.ศ พศ"},
    {K::Minguo, 0, "民国 民國 minguo"},
    {K::LunarChinese, 0, "农历 農曆 阴历 陰曆 旧历"},
    {K::Filler, 0,
     "born b on in the of at day month date род* р в во на числ* число день дата туған күні 生 "
     "生于 出生 于 星期 ميلادي ميلادية م يوم بتاريخ تاريخ في من ماه روز ئاي كۈن كۈنى ئاينىڭ "
     "ay gun dogum dogumlu de del el la le les en al du ne nee mon* tue* wed* thu* fri* sat* sun* "
     "пн вт ср чт пт сб вс st nd rd th er ad ce n.e н.э"},
};

std::string plain(std::string_view word) {
    return strip_marks(fold(word));
}

struct Lexicon {
    tsl::robin_map<std::string, DateWord> whole, stem;

    Lexicon() {
        for (const Entry& entry : kEntries) add(entry);
    }

    void add(const Entry& entry) {
        std::string_view rest = entry.words;
        while (!rest.empty()) {
            const std::size_t space = rest.find(' ');
            std::string word(rest.substr(0, space));
            rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
            if (word.empty()) continue;
            const bool is_stem = word.back() == '*';
            if (is_stem) word.pop_back();
            for (char& c : word)
                if (c == '_') c = ' ';
            auto& map = is_stem ? stem : whole;
            map.try_emplace(plain(word), DateWord{entry.kind, entry.value});
        }
    }
};

const Lexicon& lexicon() {
    static const Lexicon built;
    return built;
}

}  // namespace

std::optional<DateWord> find_date_word(std::string_view key) {
    const Lexicon& words = lexicon();
    std::string probe(key);
    if (const auto it = words.whole.find(probe); it != words.whole.end()) return it->second;
    while (!probe.empty()) {
        if (const auto it = words.stem.find(probe); it != words.stem.end()) return it->second;
        probe.pop_back();
    }
    return std::nullopt;
}

}  // namespace dalil
