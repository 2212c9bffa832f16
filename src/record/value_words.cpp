#include "record/value_words.hpp"

#include <string>

#include "dalil/names/name.hpp"
#include "tsl/robin_set.h"

namespace dalil {
namespace {

using Words = tsl::robin_set<std::string>;

/// Names that also are short forms stand in the table of short forms and need not be repeated here.
constexpr std::string_view kGivenNames =
    // English
    "james john william george thomas henry harry jack oliver noah liam mason logan lucas ethan "
    "jacob "
    "joshua daniel dylan ryan tyler aaron luke owen connor callum cameron kyle sean ian neil keith "
    "kevin "
    "brian gary wayne craig scott stuart graham simon adrian julian gavin leon max leo theo finn "
    "mary elizabeth jane emily emma olivia amelia ava isla mia ella grace chloe lily freya hannah "
    "lucy "
    "jessica lauren megan holly amy laura sarah rachel claire helen karen jennifer michelle nicole "
    "lisa "
    "ashley brittany heather tiffany amber joan dorothy ruth betty linda donna sharon debra judith "
    "joyce "
    // German, Dutch, Nordic
    "hans peter klaus juergen jurgen wolfgang guenter gunter heinz horst uwe dieter manfred "
    "gerhard helmut "
    "werner bernd rolf ralf frank thorsten torsten carsten stefan matthias michael andreas thomas "
    "christian "
    "markus sven jens jan lars dirk heiko olaf holger ulrich joachim karl kurt walter otto ernst "
    "fritz "
    "ursula renate helga karin monika sabine petra gabriele brigitte ingrid erika christa gisela "
    "heike "
    "claudia birgit susanne andrea martina anja silke katrin kerstin ute angelika hildegard "
    "gertrud "
    "erik nils ole henrik johan anders bjorn willem pieter kees joost sanne maaike astrid solveig "
    // French
    "jean pierre michel jacques philippe alain bernard luc yves guillaume francois henri louis "
    "andre rene "
    "marie monique sylvie isabelle nathalie francoise catherine jeanne helene celine aurelie "
    "chantal "
    // Spanish, Portuguese, Italian
    "jose juan luis carlos manuel francisco antonio jesus miguel pedro alejandro jorge fernando "
    "diego javier "
    "raul sergio pablo rafael eduardo ricardo alberto hector oscar mario joao paulo tiago giuseppe "
    "giovanni "
    "luigi marco paolo francesco carmen josefa isabel dolores pilar teresa ana lucia rosa juana "
    "elena silvia "
    "patricia gabriela veronica giulia francesca chiara beatriz fernanda camila valentina ximena "
    // Slavic
    "aleksandr sergey sergei dmitry dmitri andrey aleksey vladimir nikolay ivan mikhail viktor "
    "yury igor oleg "
    "vasily pavel anatoly gennady valery konstantin ruslan timur bogdan taras mykola oleksandr "
    "petro "
    "piotr krzysztof andrzej tomasz jan pawel marek milan zoran dragan goran ivana jelena milica "
    "elena olga tatyana natalya irina svetlana galina lyudmila nina lyubov valentina nadezhda "
    "marina oksana "
    "agnieszka katarzyna malgorzata "
    // Arabic, Persian, Turkic, South Asian
    "muhammad mohammed mohamed ahmad ahmed mahmoud mahmud ali hassan hasan hussein husayn omar "
    "umar khaled "
    "khalid ibrahim yousef yusuf mustafa abdullah abdul abd abdulrahman saad samir tariq walid "
    "ziad bilal "
    "karim said salem nasser faisal hamza fatima aisha khadija zaynab zainab maryam mariam layla "
    "leila noor "
    "nour amina amira hanan huda rania salma samira yasmin reza hamid majid farhad behrouz zahra "
    "mehmet ahmet mustafa huseyin ismail osman emre murat serkan ayse fatma emine hatice zeynep "
    "elif "
    "nursultan serik askar bakhyt daniyar ermek aigul gulnara abdurahman memet tursun qurban "
    "patigul aygul "
    "rahul amit sanjay raj ravi suresh ramesh priya anita sunita deepak vijay arjun lakshmi "
    // East and South-East Asia, Africa
    "wei min jun ming hong ying xin kenji hiroshi takashi yuki haruto sakura minh anh nguyen thi "
    "jihoon "
    "kwame kofi ama chinedu ngozi emeka oluwaseun themba sipho";

constexpr std::string_view kFamilyNames =
    "smith jones taylor brown williams wilson johnson davies robinson wright thompson evans walker "
    "white "
    "roberts green hall wood jackson clarke clark harris turner hill cooper ward morris moore king "
    "baker "
    "harrison morgan allen scott lee anderson miller davis martinez hernandez garcia rodriguez "
    "lopez "
    "gonzalez perez sanchez ramirez torres flores rivera gomez diaz reyes cruz ortiz morales "
    "gutierrez "
    "castillo vargas ramos rojas silva santos oliveira souza pereira ferreira costa campbell "
    "mitchell nguyen "
    "young adams nelson carter phillips parker edwards collins stewart murphy kelly ryan obrien "
    "muller mueller schmidt schneider fischer weber meyer meier maier wagner becker schulz schulze "
    "hoffmann "
    "hofmann koch bauer richter klein wolf schroeder neumann schwarz zimmermann braun krueger "
    "hartmann lange "
    "krause werner lehmann koehler martin bernard dubois durand leroy moreau laurent lefebvre roux "
    "fournier "
    "rossi russo ferrari bianchi romano ivanov ivanova petrov petrova smirnov smirnova kuznetsov "
    "popov "
    "vasilev sokolov mikhailov novikov fedorov morozov volkov kovalenko shevchenko bondarenko "
    "kowalski "
    "nowak wisniewski novak horvat jovanovic yilmaz kaya demir celik sahin hassan khan singh kumar "
    "patel "
    "sharma gupta wang li zhang liu chen yang huang zhao wu zhou kim park choi tanaka suzuki sato "
    "yamamoto "
    "jensen hansen nielsen johansson larsen de jong jansen vries berg visser";

constexpr std::string_view kStreetWords =
    "street st road rd avenue ave av lane ln drive dr court ct place pl boulevard blvd circuit cct "
    "crescent "
    "cres close terrace ter tce way highway hwy parkway pkwy square sq parade pde trail trl loop "
    "grove gr "
    "strasse str weg platz allee gasse rue impasse chemin calle avenida avda carrera paseo via "
    "viale piazza "
    "rua travessa ulitsa ul prospekt pr pereulok per shosse bulvar sokak sokagi caddesi cadde "
    "mahallesi "
    "shari sharia lu jie";

constexpr std::string_view kOccupations =
    "farmer teacher student driver labourer laborer worker engineer doctor nurse lawyer soldier "
    "officer "
    "police clerk merchant trader shepherd carpenter tailor baker miner fisherman housewife "
    "retired "
    "unemployed pensioner journalist writer painter politician musician priest imam mechanic "
    "electrician "
    "builder businessman accountant manager professor artist actor singer photographer cook "
    "butcher "
    "shopkeeper servant seamstress campesino obrero profesor estudiante agricultor medico abogado "
    "empleado "
    "comerciante ingenieur etudiant ouvrier agriculteur lehrer landwirt arbeiter kaufmann student "
    "schueler "
    "uchitel vrach rabochiy voditel inzhener student pensioner domokhozyayka fermer";

Words split(std::string_view list) {
    Words out;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        if (end > 0) out.insert(std::string(list.substr(0, end)));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return out;
}

bool holds(const Words& words, std::string_view word) {
    return words.count(std::string(word)) > 0;
}

}  // namespace

bool is_common_given_name(std::string_view latin_word) {
    static const Words words = split(kGivenNames);
    return holds(words, latin_word) || !nickname_forms(latin_word).empty();
}

bool is_common_family_name(std::string_view latin_word) {
    static const Words words = split(kFamilyNames);
    return holds(words, latin_word);
}

bool is_street_word(std::string_view latin_word) {
    static const Words words = split(kStreetWords);
    return holds(words, latin_word);
}

bool is_occupation_word(std::string_view latin_word) {
    static const Words words = split(kOccupations);
    return holds(words, latin_word);
}

}  // namespace dalil
