// Header words in Latin letters. Marks are removed before comparing, so "año" stands as "ano" and
// "doğum" as "dogum".
#include "record/vocabulary.hpp"

namespace dalil {

const std::vector<ConceptWords>& latin_header_words() {
    using C = Concept;
    static const std::vector<ConceptWords> words = {
        // English and the abbreviations of databases
        {C::Name, "name|names|nm|named|person name|called"},
        {C::Full, "full|complete|fullname|fio|name and surname|names and surnames"},
        {C::Given,
         "first|given|forename*|fname|firstname|givenname|fn|christian|fore|given name*|first "
         "name*|own name|personal name"},
        {C::Family,
         "last|surname*|family name*|lname|lastname|familyname|ln|last name*|sname|sur|second "
         "name|=family|clan name|tribal name"},
        {C::Middle,
         "middle|mname|mi|middlename|middle name*|middle initial*|midinit|mid|midl|minit|other "
         "given "
         "names|second given name"},
        {C::Father,
         "father|fathers|patronym*|father name|father s name|fathername|son of|s o|fname father|"
         "otchestvo|dad"},
        {C::Alias,
         "alias*|nickname*|aka|a k a|also known as|other name*|maiden*|birth name|name at "
         "birth|former name|previous name|pseudonym*|other names|nick|nom de guerre|known as|"
         "alternative name*|alternate name*|spelling*|name variant*|variant*"},
        {C::NameSuffix, "suffix|sufx|name suffix|name sufx|generational"},
        {C::Title, "title|salutation|honorific|prefix"},
        {C::Sex, "sex|gender|gend|sx|gndr"},
        {C::Male, "male|is male|man"},
        {C::Female, "female|is female|woman"},
        {C::Age, "age|aged|ages|age years|age in years|yrs old|years old"},
        {C::Ethnicity,
         "ethnic*|race|racial|ethnicity|tribe|nationality ethnic|raceethnicity|ethnic group|caste"},
        {C::Nationality, "nationality|citizenship|citizen*"},
        {C::Religion, "religio*|faith|sect|denomination|confession"},
        {C::Occupation,
         "occupation*|profession*|job*|employment|vocation|trade|rank|position held|work as|"
         "livelihood"},
        {C::Email, "email*|e mail|mail address"},
        {C::Phone,
         "phone*|telephone*|tel|mobile*|cell|cellphone|fax|whatsapp|contact number|phone "
         "number*|telephone number*"},
        {C::PersonNumber,
         "national id*|identity card*|id card*|identity number|national number|citizen id|citizen "
         "number|personal number|personal id number|identification number|national insurance*|nino|"
         "nin|nric|cnic|aadhaar*|iin|pin number|id number|identity document*|identity no|document "
         "number|national identity|tax id|tax number|tin|voter*|driver* licen*|drivers licen*|"
         "license number|licence number|medicare*|nhs|nhs number|prisoner number|inmate number|"
         "detainee number|isn|hukou number|id no"},
        {C::Passport, "passport*"},
        {C::SocialNumber, "ssn|social security*|soc sec*|soc sec id|social insurance*|social sec*"},
        {C::Birth,
         "birth*|born|dob|d o b|bdate|birthdate|bday|birthday|=bd|=by|=bm|=yob|=mob|natal|"
         "birthdt|nativity"},
        {C::Death, "death*|died|deceased|dod|die|fatal|dead"},
        {C::Event,
         "incident*|event*|arrest*|detain*|detention|kill*|murder*|disappear*|abduct*|kidnap*|"
         "missing since|last "
         "seen|attack*|shot|shooting|execut*|crime|violation*|occurrence|assault|"
         "captur*|imprison*|seized|taken|enforced disappearance|start|went missing|deport*|"
         "displace*|internment|interned"},
        {C::OtherEvent,
         "release*|sentenc*|trial|burial|buried|exhum*|transfer*|end|hearing|verdict|convict*|"
         "statement|interview*|graduat*|marri*|wedding|admission|admitted|discharge*|hired|"
         "appointment|enlist*|enrol*|visit*|expir*|issue date|issued"},
        {C::Admin,
         "tax|census|survey|added|updated|update|modified|created|entered|entry|recorded|"
         "registration|registr*|registered|reported|report|published|publication|accessed|"
         "retrieved|"
         "submitted|submission|filing|fiscal|imported|collected|last modified|data|timestamp|"
         "inserted|verified|reviewed|batch|version"},
        {C::Date,
         "dob|bdate|birthdate|bday|birthday|dod|birthdt|date|dt|dates|when|time|datetime|day month "
         "year|dmy"},
        {C::Year, "=by|=yob|year|yr|yyyy|years"},
        {C::Month, "=bm|=mob|month|mon|=mm|mth|months"},
        {C::Day, "=bd|day|=dd|days"},
        {C::Place,
         "place*|location*|site|where|locality|region of origin|origin|area|scene|venue|"
         "whereabouts"},
        {C::Country, "country|countries|nation|cntry|country of residence"},
        {C::Province,
         "state|states|province*|prov|oblast|governorate|region*|prefecture|canton|department|"
         "territory|statecode|=st"},
        {C::District,
         "county|counties|district*|raion|rayon|cnty|municipality|borough|dist|subdistrict|ward|"
         "parish|commune|precinct"},
        {C::City, "city|town|suburb|cities|towns|cty|urban area|place name|cityname"},
        {C::Village, "village*|township|settlement|hamlet|neighbo*|aul|quarter|mahalla|camp"},
        {C::Street, "street|streets|str|road|avenue|lane|addr line|address line|st name"},
        {C::Address, "address*|addr|addresses|adress|mailing|postal|domicile"},
        {C::House,
         "house|house number*|building|hse|street number|street no|house no|streetnumber|"
         "housenumber|addr no|number in street"},
        {C::Unit, "unit|apartment*|apt|flat|suite|room|unit number|apt no|apartment number|floor"},
        {C::PoBox, "po box|p o box|pobox|post box"},
        {C::Postcode, "postcode*|zip*|postal code*|post code|pcode|zipcode*|postalcode|pincode"},
        {C::Residence, "residence|residential|home|resident|residing|lives in|living|res|current"},
        {C::Latitude, "lat|latitude|latitud"},
        {C::Longitude, "lon|long|lng|longitude|longitud|easting|northing|coordinates|geocod*|gps"},
        {C::Id,
         "id|ids|identifier*|uid|uuid|guid|key|code|ref|reference|pid|identification|cluster"},
        {C::Row,
         "row|row id|rowid|rec|record|recid|rec id|record id|record number|row "
         "number|serial|serial "
         "number|sr no|s no|sl no|s n|=no|=nr|=num|=n|index|idx|unnamed 0|seq|sequence|line|entry "
         "number|entry id|item|unique id|uniqueid|victim id|case id|object id|objectid|oid"},
        {C::Number, "number|nbr|numero|nos|no|nr|num"},
        {C::Count,
         "count|number of|how many|total|sum|amount|quantity|score|rate|percent*|"
         "population|average|mean|ratio|index of|disparity|wages|income|salary|weight|"
         "height|kills|per"},
        {C::Url,
         "url*|link*|href|http*|website|web|webpage|photo*|image*|picture*|video*|media|"
         "file|attachment*|thumbnail"},
        {C::Description,
         "description*|describe|circumstance*|detail*|comment*|note|notes|remark*|story|summary|"
         "narrative|testimony|account|background|additional|history|biography|bio|text|info|"
         "information|explanation|observation*|memo"},
        {C::Kind,
         "type|types|cause*|manner|status|reason*|disposition|category|categories|classification|"
         "class|"
         "charge*|symptom*|weapon*|armed|unarmed|threat*|flee*|camera|method|level|kind|accusation|"
         "allegation*|relationship*|relation|marital|education|language*|script|affiliation*|"
         "party|group|organi*|outcome|result|condition|targeted|interrogation|torture*|"
         "mistreatment|violence|war|press|form|housing|minor|off duty|exact*|is geocoding|"
         "signs of|criminal|encounter|offen*|crime type|household|orientation|confidence|grade|"
         "priority|flag|checked|visible|hair|eye|colour|color|blood"},
        {C::Relative,
         "mother*|spouse*|wife*|husband*|son|sons|daughter*|brother*|sister*|child*|guardian*|"
         "next of kin|kin|relative*|parent*|grandfather*|grandmother*|uncle*|aunt*|cousin*|nok|"
         "partner*|sibling*|family member*|reference person|head of household|emergency contact*|"
         "in law|fiance*"},
        {C::Other,
         "employer*|officer*|agency|agencies|police|department "
         "name|court|judge*|lawyer*|attorney*|witness*|"
         "informant*|informer*|reporter*|reported by|perpetrator*|killer*|suspect*|offender*|"
         "interviewer*|interviewee|testifier*|submitter*|applicant*|complainant*|petitioner*|"
         "contact|contact person|contact name|doctor*|hospital*|school*|university|company|"
         "organisation|organization|institution*|law enforcement|lawenforcement|enforcement|"
         "department|office|bureau|ministry|unit commander|commander*|prison|jail|facility|"
         "source*|author*|editor*|entered by|recorded by|collector*|enumerator*|investigator*|"
         "prosecutor*|journalist*|newspaper|outlet|publisher*|sender|recipient|owner|landlord|"
         "supervisor*|manager*|teacher*|donor*|ori|operation|campaign|battalion|brigade|registrar"},
        {C::Self,
         "victim*|person*|people|individual*|detainee*|prisoner*|inmate*|deceased person|subject*|"
         "patient*|client*|member*|respondent*|missing person*|missing|martyr*|casualt*|internee*|"
         "refugee*|beneficiar*|human|his|her|the"},
        {C::Filler,
         "of|in|at|and|or|to|for|by|on|the|a|an|if|known|available|responsible|this|desc|cd|"
         "value|field|col|column|orig|original|raw|clean|std|local|english|native|"
         "c1|c2|c3|1|2|3|4|5|6|legal|official|actual|estimated|approx*|lt|eg"},
        // Spanish, Portuguese
        {C::Name, "nombre|nombres|nome"},
        {C::Full,
         "nombre completo|nombre y apellido*|nombres y apellidos|apellidos y nombres|"
         "apellidos y nombre|apellido y nombre|nome completo"},
        {C::Given, "primer nombre|nombre de pila|primeiro nome"},
        {C::Family, "apellido*|primer apellido|segundo apellido|sobrenome"},
        {C::Father, "nombre del padre|padre|pai"},
        {C::Alias, "apodo*|sobrenombre*|otros nombres"},
        {C::Sex, "sexo|genero"},
        {C::Age, "edad|idade"},
        {C::Birth, "nacimiento|nacido|nacida|nac|nascimento"},
        {C::Death, "muerte|fallecimiento|defuncion|fallecido|obito"},
        {C::Event,
         "detencion|arresto|desaparicion|hecho|hechos|ejecucion|asesinato|secuestro|"
         "suceso|captura"},
        {C::Date, "fecha|data de|fec"},
        {C::Year, "ano|anio"},
        {C::Month, "mes"},
        {C::Day, "dia"},
        {C::Place, "lugar|sitio|ubicacion|localizacion"},
        {C::Country, "pais"},
        {C::Province, "provincia|departamento|estado"},
        {C::District, "comuna|municipio|distrito|canton|partido"},
        {C::City, "ciudad|cidade|localidad|poblacion"},
        {C::Village, "pueblo|aldea|vereda|barrio"},
        {C::Address, "direccion|domicilio|endereco"},
        {C::Street, "calle|rua"},
        {C::Postcode, "codigo postal|cp"},
        {C::Residence, "residencia"},
        {C::Ethnicity, "etnia|grupo etnico|raza|pueblo indigena"},
        {C::Nationality, "nacionalidad|ciudadania|nacionalidade"},
        {C::Religion, "religion"},
        {C::Occupation, "ocupacion|profesion|oficio|ocupacao|profissao|actividad"},
        {C::Email, "correo*|correo electronico"},
        {C::Phone, "telefono*|celular|movil"},
        {C::PersonNumber,
         "cedula*|dni|rut|run|curp|documento de identidad|documento|numero documento|"
         "num documento|nro documento|no documento|numero de identificacion|cpf|carnet de "
         "identidad|"
         "numero de documento|ci"},
        {C::Passport, "pasaporte"},
        {C::Row, "reti|fila|registro|item|orden"},
        {C::Relative, "madre|conyuge|esposo|esposa|hijo*|hija*|hermano*|familiar*|pariente*"},
        {C::Other, "fuente*|perpetrador*|responsable*|testigo*|denunciante*|agente*|institucion"},
        {C::Self, "victima*|persona*|detenido*|desaparecido*"},
        {C::Description, "descripcion|observacion*|relato|notas|comentario*|detalle*"},
        {C::Kind, "tipo|causa|estado civil|situacion|motivo|categoria"},
        {C::Filler, "de|del|la|el|los|las|y|en|al|su"},
        {C::Middle, "segundo nombre|inicial del segundo nombre|inicial|segundo nome|nome do meio"},
        {C::City, "suburbio|colonia|urbanizacion"},
        {C::House, "numero de casa|numero de la casa|numero exterior"},
        {C::Unit, "apartamento|numero de apartamento|apartamento numero"},
        {C::SocialNumber, "seguridad social|numero de seguridad social|nss"},
        {C::Admin, "impuesto*"},
        {C::Kind, "relacion*|parentesco|formulario*|vivienda"},
        {C::Other, "empleador*|patron"},
        {C::Relative, "persona de referencia"},
        // French
        {C::Name, "nom"},
        {C::Full,
         "nom complet|nom et prenom*|noms et prenoms|prenom et nom|nom prenom*|"
         "prenom nom"},
        {C::Given, "prenom*"},
        {C::Family, "nom de famille|patronyme"},
        {C::Father, "nom du pere|pere|prenom du pere"},
        {C::Alias, "surnom*|autre nom|nom de jeune fille|dit"},
        {C::Sex, "sexe|genre"},
        {C::Birth, "naissance|=ne|nee|ne le"},
        {C::Death, "deces|mort|decede"},
        {C::Event, "arrestation|disparition|evenement|execution|enlevement|faits|incarceration"},
        {C::Year, "annee"},
        {C::Month, "mois"},
        {C::Day, "jour"},
        {C::Place, "lieu|endroit"},
        {C::Country, "pays"},
        {C::District, "arrondissement|commune"},
        {C::City, "ville"},
        {C::Street, "rue"},
        {C::Address, "adresse|domicile"},
        {C::Ethnicity, "ethnie|origine ethnique"},
        {C::Nationality, "nationalite|citoyennete"},
        {C::Occupation, "metier|profession"},
        {C::Email, "courriel"},
        {C::Phone, "telephone|portable"},
        {C::PersonNumber,
         "carte d identite|numero d identite|cni|piece d identite|"
         "numero de securite sociale"},
        {C::Passport, "passeport"},
        {C::Relative, "mere|epouse|epoux|conjoint|fils|fille|frere|soeur|parente"},
        {C::Self, "victime*|personne*|detenu*|disparu*"},
        {C::Other, "source|auteur*|temoin*|employeur"},
        {C::Description, "remarque*|commentaire*"},
        {C::Kind, "statut|motif|cause"},
        {C::Filler, "du|des|le|les|et|d|l|au"},
        {C::Middle, "deuxieme prenom|second prenom|initiale du deuxieme prenom|initiale"},
        {C::City, "banlieue|localite"},
        {C::House, "numero de maison"},
        {C::Unit, "appartement|numero d appartement"},
        {C::Postcode, "code postal"},
        {C::Province, "etat|departement"},
        {C::SocialNumber, "securite sociale"},
        {C::Admin, "fiscale|fiscales|impot*"},
        {C::Kind, "etat civil|lien avec|lien de parente|logement|formulaire*"},
        {C::Relative, "personne de reference"},
        {C::Filler, "avec"},
        // German, Italian
        {C::Given, "vorname*|nome di battesimo"},
        {C::Family, "nachname*|familienname*|zuname*|cognome*"},
        {C::Sex, "geschlecht|sesso"},
        {C::Age, "alter|eta"},
        {C::Birth,
         "geburt*|geburtsdatum|geburtsort|geburtsjahr|geburtstag|geboren|geb|nascita|nato"},
        {C::Date, "datum|geburtsdatum|geburtstag|data di"},
        {C::Year, "jahr|geburtsjahr|anno"},
        {C::Place, "ort|geburtsort|luogo"},
        {C::City, "stadt|wohnort|citta"},
        {C::Street, "strasse"},
        {C::Postcode, "plz|postleitzahl|cap"},
        {C::Country, "paese"},
        {C::Occupation, "beruf|mestiere"},
        {C::Nationality, "staatsangehorigkeit|cittadinanza"},
        {C::Full, "vor und nachname|vor und zuname|nach und vorname|vollstandiger name"},
        {C::Middle, "zweiter vorname|mittelname|mittelinitiale|zweitname|secondo nome"},
        {C::Birth, "geburtsmonat"},
        {C::Month, "monat|geburtsmonat"},
        {C::Day, "=tag"},
        {C::Row, "zeilennummer|zeile|laufende nummer|lfd nr"},
        {C::City, "vorort|ortsteil"},
        {C::House, "hausnummer|hausnr"},
        {C::Unit, "wohnungsnummer|wohnung|einheit"},
        {C::Province, "bundesland"},
        {C::Address, "anschrift|postanschrift"},
        {C::SocialNumber, "sozialversicherungs*"},
        {C::Ethnicity, "ethnisch*|volksgruppe"},
        {C::Event, "ereignis*|festnahme*|verhaftung*|ereignisdatum"},
        {C::Date, "ereignisdatum"},
        {C::Admin, "steuer*|steuerjahr"},
        {C::Year, "steuerjahr"},
        {C::Kind, "wohnform|beziehung*|art|ereignisart|formular*|steuerformular"},
        {C::Other, "arbeitgeber*"},
        {C::Relative, "bezugsperson"},
        {C::Filler, "der|die|den|zur|zum|von|und"},
        // Turkish
        {C::Name, "ad|adi|isim|ismi"},
        {C::Full, "ad soyad*|adi soyadi|adi ve soyadi|isim soyisim|tam ad*"},
        {C::Family, "soyad*|soyisim|soy isim|soy ad*|soyismi"},
        {C::Given, "on ad|ilk ad"},
        {C::Father, "baba*|baba ad*|babasinin adi"},
        {C::Alias, "lakap*|lakabi|takma ad"},
        {C::Sex, "cinsiyet*"},
        {C::Age, "yas|yasi"},
        {C::Birth, "dogum*|dogdugu"},
        {C::Death, "olum*|vefat*"},
        {C::Event, "tutuklan*|gozalti*|olay*|kaybol*|oldurul*|gozaltina alin*"},
        {C::Date, "tarih*|gunu"},
        {C::Year, "yil|yili|sene"},
        {C::Month, "=ay|ayi"},
        {C::Day, "=gun"},
        {C::Place, "yer|yeri|konum"},
        {C::Country, "ulke*"},
        {C::Province, "il|ili|eyalet"},
        {C::District, "ilce*"},
        {C::City, "sehir|sehri|kent"},
        {C::Village, "koy|koyu|mahalle*|kasaba"},
        {C::Street, "sokak|cadde|sokagi"},
        {C::Address, "adres*"},
        {C::Postcode, "posta kodu"},
        {C::Residence, "ikamet*|yasadigi"},
        {C::Ethnicity, "etnik*|irk|milliyet*"},
        {C::Nationality, "uyruk|uyrugu|vatandaslik"},
        {C::Religion, "din|dini|mezhep"},
        {C::Occupation, "meslek|meslegi|=is|isi"},
        {C::Email, "e posta|eposta"},
        {C::Phone, "telefon*|cep"},
        {C::PersonNumber, "kimlik*|tc kimlik*|tc no|tckn|kimlik no|t c kimlik no"},
        {C::Passport, "pasaport*"},
        {C::Row, "sira|sira no"},
        {C::Relative, "anne*|esi|es adi|kardes*|cocuk*|akraba*|yakini"},
        {C::Self, "magdur*|kisi*|mahkum*|tutuklu"},
        {C::Description, "aciklama*|not|notlar"},
        {C::Kind, "durum*|neden*|sebep*|tur|turu|medeni hal"},
        {C::Other, "kaynak|isveren|tanik"},
        {C::Filler, "ve|ile"},
        {C::Middle, "ikinci ad|ikinci adi|ikinci adinin bas harfi|orta ad|gobek adi"},
        {C::City, "banliyo|semt"},
        {C::Province, "eyaleti"},
        {C::House, "kapi no|kapi numarasi|bina no"},
        {C::Unit, "daire|daire no"},
        {C::SocialNumber, "sosyal guvenlik*"},
        {C::Admin, "vergi"},
        {C::Kind, "tipi|formu|iliskisi|iliski|yakinlik"},
        // Kazakh in Latin letters, Uzbek, Uyghur in Latin letters
        {C::Name, "aty|ati|esimi|ism|ismi|isim|=at"},
        {C::Full, "aty joni|aty zhoni|aty jóni|tolyq aty|toliq ism|fish|f i sh|toluq ismi"},
        {C::Family, "tegi|familiya*|famile|familisi"},
        {C::Father, "akesinin aty|akesi*|otasi*|otasining ismi|dadisi*|sharifi"},
        {C::Sex, "jynysy|zhynysy|jinsi"},
        {C::Age, "jasy|zhasy|yoshi|yeshi"},
        {C::Birth, "tugan|tugilgan|tughulghan|tuğan|tuylgan"},
        {C::Date, "kuni|sanasi|waqti|merzimi|sana"},
        {C::Year, "jyly|zhyly|yili|jili"},
        {C::Place, "jeri|zheri|joyi|yeri|orni"},
        {C::Event, "ustalgan|tutqyndalgan|qamalgan|hibsga|tutulghan|qolga olingan"},
        {C::Province, "oblysy|viloyat*|oblys|wilayiti"},
        {C::District, "audany|tuman*|audan|nahiyisi|nahiye"},
        {C::City, "qalasy|qala|shahar|shahri|shehiri|sheher"},
        {C::Village, "auyly|auyl|qishloq*|kenti|yezisi|yeza"},
        {C::Address, "mekenjaiy|mekenzhaiy|mekenjai|manzil*|adresi"},
        {C::Ethnicity, "ulty|millati|milliti"},
        {C::Nationality, "azamattygy|fuqarolig*"},
        {C::Occupation, "mamandygy|kasibi|kesipi|kasbi"},
        {C::PersonNumber, "jsn|zhsn|pinfl|kimlik nomuri"},
    };
    return words;
}

}  // namespace dalil
