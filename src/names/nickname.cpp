// Short forms of given names: general knowledge of English, Spanish, Russian and a few Turkic
// usages.
#include <algorithm>
#include <map>

#include "dalil/names/name.hpp"

namespace dalil {
namespace {

// One line is one name: its full form in a few languages before the bar, its short forms behind it.
// Two words of one line are a pair, so full forms of different names, or of the other sex, have
// lines of their own.
constexpr std::string_view kFamilies[] = {
    "abigail|abby gail",
    "abraham ibrahim|abe bram",
    "adam|addy",
    "albert alberto|al bert bertie beto",
    "alexander aleksandr alexandr alejandro alessandro|alex sasha sanya shura aleks alec xander "
    "sandy alek sander ale",
    "alexandra aleksandra alejandra|alex sasha sandra sanya shura aleks sandy lexi",
    "alexey aleksei aleksey alexei|alyosha alesha lyosha lesha",
    "alfred alfredo|al fred fredy alf",
    "alice alicia alisa|allie",
    "amanda|mandy",
    "anastasia anastasiya|nastya nastia stacy asya tasya",
    "anatoly anatoliy anatolii|tolya tolik",
    "andrew andrey andrei andres andreas|andy drew andryusha andryukha",
    "angela angelina angelica|angie gela",
    "ann anne anna ana|annie nancy anya ania nan nyura anita",
    "anthony antonio anton antony|tony toni tono antosha tosha",
    "antonina|tonya",
    "arkady arkadiy|arkasha",
    "arthur artur arturo|art artie",
    "artem artyom|tyoma tema",
    "barbara varvara|barb barbie babs varya",
    "beatrice beatriz|bea betty trish",
    "benjamin veniamin|ben benji benny venya",
    "bernard|bernie barney",
    "boris|borya",
    "bradley|brad",
    "bradford|brad",
    "calvin|cal",
    "cameron|cam",
    "carol caroline carolyn carolina|carrie caro lynn",
    "catherine katherine kathryn katharine ekaterina yekaterina catalina katerina|kate katie kathy "
    "cathy cat kat katya "
    "katia kitty kay cathie",
    "cecilia|ceci cece",
    "charles carlos karl carl|charlie chuck chas chaz carlitos",
    "charlotte|lottie charlie",
    "chester|chet",
    "christina christine cristina kristina kristin|chris christy tina kris cris kristi",
    "christopher cristobal christoph|chris topher kit kris toby",
    "clifford|cliff",
    "clifton|cliff",
    "concepcion|concha conchita",
    "cynthia|cindy",
    "daniel daniil danila|dan danny danya dani",
    "darya daria|dasha",
    "david|dave davey davy",
    "deborah debra|deb debbie",
    "denis dennis|denny den",
    "dmitry dmitriy dmitri dmitrii|dima mitya dimon dimitri",
    "dolores|lola loli",
    "donald|don donny donnie",
    "dorothy dorothea|dot dottie dolly dora",
    "douglas|doug",
    "edward eduardo eduard|ed eddie ted teddy ned lalo edik",
    "edmund edmundo|ed eddie ned",
    "edwin|ed eddie",
    "edgar|ed eddie",
    "eleanor eleonora|ellie nell nellie nora",
    "helen elena helena yelena|nell nellie lena lenochka alyona ellen ellie",
    "elizabeth elisabeth elizaveta yelizaveta|liz lizzie beth betty eliza elsie bess libby liza "
    "betsy lisa",
    "isabel isabella isabelle|bella izzy bel",
    "emily emilia|em emmy milly",
    "enrique henry heinrich genrikh|hank harry quique hal kike",
    "ernesto ernest|ernie",
    "esther|essie hettie",
    "eugene evgeny yevgeny evgeniy evgenii yevgeniy eugenio|gene zhenya jenya",
    "evgenia evgeniya yevgenia eugenia|zhenya jenya genie",
    "fernando ferdinand|nando ferdi fer",
    "florence|flo flossie",
    "frances francesca francisca|fran frankie franny paca",
    "francis francisco frank franklin|fran frankie paco pancho frank kiko franco",
    "frederick fredrick federico fridrikh|fred freddie freddy rick fritz",
    "gabriel gavriil|gabe gaby",
    "gabriela gabriella gabrielle|gaby gabby",
    "galina|galya",
    "gennady gennadiy gennadii|gena",
    "george georgy georgiy georgii jorge|georgie jorgito gosha zhora",
    "gerald|gerry jerry",
    "gerard gerardo|gerry jerry",
    "gilbert gilberto|gil bert",
    "gregory grigory grigoriy gregorio|greg grisha goyo",
    "guadalupe|lupe lupita",
    "guillermo william wilhelm|bill billy will willie willy liam memo wil bil",
    "gulnara gulnar|gulya",
    "harold|harry hal",
    "herbert|herb bert",
    "ignacio ignatius|nacho iggy",
    "igor|igoryok gosha",
    "ilya ilia|ilyusha",
    "inna inessa|innochka",
    "irina irene|ira irisha rina",
    "isaac isaak|ike zac",
    "ivan|vanya vania",
    "jacob jakob yakov jacobo|jake yasha jack jay coby",
    "jacqueline|jackie",
    "james jaime iakov|jim jimmy jamie jem jimmie",
    "jane|janie",
    "janet|jan",
    "joanna joanne|jo",
    "jeffrey geoffrey jeffery|jeff geoff",
    "jennifer|jen jenny jenn",
    "jeremiah jeremias|jerry",
    "jeremy|jerry jem",
    "jesus|chucho chuy",
    "jessica|jess jessie",
    "john johann johannes juan|jack johnny johnnie jon jonny juanito hans",
    "jonathan jonatan|jon jonny johnny",
    "joseph jose josef iosif yosef|joe joey pepe jo chepe osya",
    "josephine josefina|jo josie fina pepita",
    "joshua|josh",
    "judith|judy judi",
    "julia yulia yuliya iuliia|julie yulya jules",
    "julian|jules",
    "julius julio|jules",
    "justin|jus",
    "kenneth|ken kenny",
    "kimberly|kim kimmy",
    "konstantin constantine|kostya kostia costa",
    "ksenia kseniya xenia oksana|ksyusha ksusha",
    "lawrence laurence lorenzo|larry laurie",
    "larisa larissa|lara lora",
    "leonard leonardo|leo len lenny",
    "leonid leonidas|lyonya lenya leo",
    "leticia|lety",
    "lev leo|lyova leva",
    "lidia lydia lidiya|lida",
    "louis luis lewis|lou louie lew lucho luisito",
    "louise luisa|lou lulu",
    "luydmila lyudmila liudmila ludmila|lyuda luda mila lyusya",
    "lyubov liubov|lyuba",
    "magdalena madeleine|maggie lena maddie magda",
    "manuel emanuel emmanuel|manny manolo manu",
    "margaret margarita|maggie meg peggy margie marge rita madge daisy greta",
    "maria mary marie mariya marya|masha molly polly mary mari maruja marusya manya maryam mamie",
    "marina|marinochka mara",
    "mark marcus marco marcos|marc markie",
    "martha marta|marty patty",
    "martin|marty tino",
    "matthew matvey matvei mateo|matt matty motya teo",
    "matilda|tilly mattie",
    "maxim maksim maximilian maximo|max maks",
    "melissa|mel missy",
    "melinda|mel mindy",
    "mercedes|merche",
    "michael mikhail miguel michel mikhael|mike misha mick mickey mischa mikey migue micky",
    "mildred|millie",
    "mitchell|mitch",
    "muhammad mohammed mohammad muhammed mohamed|mo hamad memet mehmet mehmed mahamat",
    "nadezhda|nadya nadia",
    "nancy|nan",
    "natalia natalya nataliya natalie|natasha nata nat tasha",
    "nathaniel natanael|nate nat nathan",
    "nathan|nate nat",
    "nicholas nikolai nikolay nicolas|nick kolya nicky nik nico klaus",
    "nikita|nik",
    "norman|norm",
    "oleg|olezhka",
    "oliver|ollie",
    "olga|olya olia",
    "pamela|pam",
    "patricia|pat patty trish tricia patsy",
    "patrick patricio|pat paddy pato",
    "paul pavel pablo|pasha paulie pavlik pablito",
    "pauline polina paulina|polya lina",
    "peter pedro petr pyotr|pete petya perico pyotr",
    "philip phillip felipe filipp|phil pip pipe filya",
    "rafael raphael|rafa rafi rafe",
    "ramon raymond|ray moncho",
    "randall|randy",
    "randolph|randy",
    "raisa|raya",
    "rebecca rebekah|becky becca",
    "reginald|reg reggie",
    "richard ricardo|rick dick rich ricky richie dickie rico",
    "robert roberto|bob rob bobby robbie bert robby beto",
    "rodrigo roderick|rod rodri rory",
    "roger rogelio|rog roge",
    "roman|roma",
    "ronald|ron ronny ronnie",
    "rosa rose rosario|rosie charo rosita",
    "ruslan|rusik",
    "russell|russ rusty",
    "samuel|sam sammy",
    "samantha|sam sammy",
    "salvador|chava sal",
    "santiago|santi chago",
    "sara sarah|sally sadie",
    "sergey sergei serge sergio|seryozha serezha checo",
    "sofia sofya sophia sophie|sonya sonia sofi",
    "stanislav|stas slava",
    "stephanie stefania|steph stevie stefa",
    "stephen steven esteban stepan stefan|steve stevie styopa stepa",
    "susan susanna suzanne susana|sue susie suzy",
    "svetlana|sveta lana",
    "svyatoslav|slava svyat",
    "tamara|toma tammy",
    "tatiana tatyana|tanya tania",
    "teresa theresa|terry tess tessa tere",
    "terence terrence|terry",
    "theodore fyodor fedor teodoro|ted teddy theo fedya",
    "thomas tomas foma|tom tommy thom",
    "timothy timofey|tim timmy tima",
    "valentin|valya val",
    "valentina|valya val tina",
    "valeria valeriya|lera valya",
    "valery valeriy valerii|valera valya",
    "vasily vasiliy vasilii|vasya vasia",
    "veronica veronika|nika roni ronnie",
    "vicente vincent vincenzo|vince vinny chente vin",
    "victor viktor|vitya vic vik",
    "victoria viktoria viktoriya|vika vicky tori vicki",
    "virginia|ginny ginger",
    "vitaly vitaliy vitalii|vitalik vitya",
    "vladimir|vova volodya vlad",
    "vladislav|vlad vladik slava",
    "vyacheslav viacheslav|slava",
    "walter|walt wally",
    "wesley|wes",
    "yaroslav|slava yarik",
    "yury yuri yuriy iurii|yura",
    "zachary zachariah|zach zack zac",
    "zinaida|zina",
    "zoya zoe|zoyka",
};

/// Name -> the lines it stands on; a short form may stand on many ("sasha", "alex").
class Nicknames {
  public:
    Nicknames() {
        for (std::uint16_t line = 0; line < std::size(kFamilies); ++line) add_line(line);
    }

    const std::vector<std::uint16_t>* lines(std::string_view name) const {
        const auto found = lines_.find(name);
        return found == lines_.end() ? nullptr : &found->second;
    }

    static std::vector<std::string_view> names_of(std::string_view line) {
        std::vector<std::string_view> out;
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t end = std::min(line.find_first_of(" |", at), line.size());
            out.push_back(line.substr(at, end - at));
            at = end + 1;
        }
        return out;
    }

  private:
    void add_line(std::uint16_t line) {
        for (const std::string_view name : names_of(kFamilies[line])) lines_[name].push_back(line);
    }

    std::map<std::string_view, std::vector<std::uint16_t>, std::less<>> lines_;
};

const Nicknames& nicknames() {
    static const Nicknames table;
    return table;
}

}  // namespace

bool nickname_pair(std::string_view latin_a, std::string_view latin_b) {
    if (latin_a == latin_b) return false;
    const auto* a = nicknames().lines(latin_a);
    const auto* b = nicknames().lines(latin_b);
    if (a == nullptr || b == nullptr) return false;
    return std::any_of(a->begin(), a->end(), [&](std::uint16_t line) {
        return std::find(b->begin(), b->end(), line) != b->end();
    });
}

std::vector<std::string> nickname_forms(std::string_view latin) {
    std::vector<std::string> out;
    const auto* lines = nicknames().lines(latin);
    if (lines == nullptr) return out;
    for (const std::uint16_t line : *lines) {
        for (const std::string_view name : Nicknames::names_of(kFamilies[line])) {
            if (name != latin) out.emplace_back(name);
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace dalil
